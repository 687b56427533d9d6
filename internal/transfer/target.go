package transfer

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"parley/internal/choice"
	"parley/internal/company"
	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/parley"
)

// Target is what a column may be.
type Target struct {
	Key   string // "phone.mobile"; "account." before what is said of the account
	Label string // the head of the column in an export; English, like the names of built-in fields everywhere
	Many  bool   // several columns may be it
	words []string
}

// accountTargets are those of accounts, besides custom fields. The words are how other programs name the column, in English
// and French, as choice.Slug writes them.
func accountTargets() []Target {
	return []Target{
		{Key: "account.number", Label: "Account number", words: []string{"account_id", "account_no", "account", "number", "customer_number", "customer_id", "numero_de_compte", "no_de_compte", "numero_client", "compte", "numero"}},
		{Key: "account.name", Label: "Account name", words: []string{"customer_name", "company_name", "organization", "organisation", "organization_name", "nom_du_compte", "nom_du_client", "raison_sociale", "organisme"}},
		{Key: "account.status", Label: "Account status", words: []string{"status", "statut", "statut_du_compte", "etat"}},
		{Key: "account.type", Label: "Account type", words: []string{"type", "type_de_compte"}},
		{Key: "account.groups", Label: "Account groups", words: []string{"account_group", "groups", "group", "groupes", "groupe", "groupes_du_compte"}},
		{Key: "account.company", Label: "Company", words: []string{"brand", "entreprise", "societe", "marque"}},
		{Key: "account.parent_number", Label: "Parent account number", words: []string{"parent_account", "parent", "compte_parent", "numero_du_compte_parent"}},
		{Key: "account.delinquent", Label: "Delinquent", words: []string{"past_due", "en_souffrance", "delinquant"}},
		{Key: "account.note", Label: "Account note", words: []string{"note_du_compte"}},
		{Key: "account.activated_at", Label: "Activated", words: []string{"activation_date", "active_since", "activation", "date_d_activation", "actif_depuis"}},
		{Key: "account.data_usage_percent", Label: "Data usage (percent)", words: []string{"data_usage", "usage", "usage_percent", "utilisation_des_donnees", "consommation"}},
		{Key: "account.next_bill_on", Label: "Next bill date", words: []string{"next_bill", "next_invoice_date", "billing_date", "prochaine_facture", "date_de_la_prochaine_facture"}},
		{Key: "account.next_recurring_charge", Label: "Next recurring charge", words: []string{"next_charge", "recurring_charge", "monthly_charge", "prochains_frais", "frais_recurrents"}},
		{Key: "account.parley_id", Label: "Parley account ID", words: []string{"id_parley_du_compte", "identifiant_parley_du_compte"}},
	}
}

// contactTargets are those of contacts, besides custom fields and numbers by type.
func contactTargets() []Target {
	return []Target{
		{Key: "name", Label: "Name", words: []string{"full_name", "contact_name", "contact", "nom_complet", "nom_et_prenom", "display_name"}},
		{Key: "first_name", Label: "First name", words: []string{"given_name", "prenom", "firstname", "forename"}},
		{Key: "last_name", Label: "Last name", words: []string{"family_name", "surname", "lastname", "nom", "nom_de_famille"}},
		{Key: "role", Label: "Role", words: []string{"title", "job_title", "fonction", "titre"}},
		{Key: "language", Label: "Language", words: []string{"locale", "langue"}},
		{Key: "time_zone", Label: "Time zone", words: []string{"timezone", "fuseau_horaire"}},
		{Key: "note", Label: "Note", words: []string{"notes", "comment", "comments", "commentaire", "remarque", "remarques"}},
		{Key: "primary", Label: "Primary contact", words: []string{"primary", "contact_principal", "principal"}},
		{Key: "tags", Label: "Tags", words: []string{"tag", "labels", "etiquettes", "etiquette"}},
		{Key: "categories", Label: "Messaging categories", words: []string{"categories", "message_categories", "categories_de_messages"}},
		{Key: "email", Label: "Email", Many: true, words: []string{"email_address", "e_mail", "e_mail_address", "mail", "courriel", "adresse_courriel", "adresse_electronique", "adresse_e_mail", "e_mail_1_value"}},
		{Key: "phone", Label: "Phone", Many: true, words: []string{"phone_number", "telephone", "tel", "numero_de_telephone", "phone_1_value"}},
		{Key: "sms_opt_in", Label: "SMS opt-in", words: []string{"sms_consent", "opt_in", "consentement_sms"}},
		{Key: "marketing_opt_in", Label: "Marketing opt-in", words: []string{"marketing", "marketing_consent", "consentement_marketing"}},
		{Key: "extensions", Label: "Extensions", words: []string{"extension", "ext", "phone_extension", "poste", "postes"}},
		{Key: "address_labels", Label: "Address labels", words: []string{"address_label", "phone_label", "libelle", "libelles", "libelles_des_adresses"}},
		{Key: "network_site", Label: "Network site", words: []string{"site", "site_reseau", "site_du_reseau"}},
		{Key: "vendor", Label: "Vendor", words: []string{"supplier", "fournisseur"}},
		{Key: "parley_id", Label: "Parley ID", words: []string{"id_parley", "identifiant_parley"}},
	}
}

// phoneWords are the words of types of numbers, by the key of the type.
var phoneWords = map[string][]string{
	"mobile": {"mobile", "cell", "cell_phone", "cellphone", "mobile_number", "mobile_phone", "cellulaire", "portable", "telephone_mobile", "telephone_cellulaire"}, //nolint:misspell // French
	"home":   {"home", "home_phone", "domicile", "telephone_domicile", "telephone_maison"},
	"work":   {"work", "work_phone", "business_phone", "office_phone", "bureau", "telephone_bureau", "travail", "telephone_travail"},
	"fax":    {"fax", "fax_number", "telecopieur"},
}

// lists are what rows name by their names: read anew for each batch.
type lists struct {
	choices   map[choice.Set][]choice.Choice
	companies []company.Company
	types     []contact.PhoneNumberType
	fields    map[field.Owner][]field.Field
	digits    int            // decimals of amounts of money
	zone      *time.Location // in which days begin
}

func (t *Transfers) lists(ctx context.Context) (l lists, err error) {
	l = lists{choices: map[choice.Set][]choice.Choice{}, fields: map[field.Owner][]field.Field{}}
	for _, set := range []choice.Set{choice.AccountStatuses, choice.AccountTypes, choice.AccountGroups, choice.ContactTags, choice.MessagingCategories} {
		if l.choices[set], err = t.parts.Choices.List(ctx, set); err != nil {
			return l, err
		}
	}
	for _, of := range []field.Owner{field.OfAccounts, field.OfContacts} {
		if l.fields[of], err = t.parts.Fields.List(ctx, of); err != nil {
			return l, err
		}
	}
	if l.companies, err = t.parts.Companies.List(ctx); err != nil {
		return l, err
	}
	settings, err := t.parts.Companies.Settings(ctx)
	if err != nil {
		return l, err
	}
	l.digits = settings.Digits()
	if l.zone, err = time.LoadLocation(cmp.Or(settings.TimeZone, t.parts.TimeZone)); err != nil {
		return l, err
	}
	l.types, err = t.parts.Types.PhoneNumberTypes(ctx)
	return l, err
}

// targets gives what the columns of a file of that kind may be, in the order of an export.
func (l lists) targets(kind Kind) []Target {
	accounts := accountTargets()
	for _, f := range l.fields[field.OfAccounts] {
		accounts = append(accounts, Target{Key: "account.custom." + f.Key, Label: f.Name})
	}
	if kind == Accounts {
		i := slices.IndexFunc(accounts, func(t Target) bool { return t.Key == "account.name" })
		accounts[i].words = append(accounts[i].words, "name", "nom")
		i = slices.IndexFunc(accounts, func(t Target) bool { return t.Key == "account.note" })
		accounts[i].words = append(accounts[i].words, "note", "notes", "remarque", "remarques")
		i = slices.IndexFunc(accounts, func(t Target) bool { return t.Key == "account.parley_id" })
		accounts[i].words = append(accounts[i].words, "parley_id", "id_parley", "identifiant_parley")
		return accounts
	}
	all := contactTargets()
	for _, each := range l.types {
		all = append(all, Target{Key: "phone." + each.Key, Label: "Phone: " + each.Name, Many: true, words: phoneWords[each.Key]})
	}
	for _, f := range l.fields[field.OfContacts] {
		all = append(all, Target{Key: "custom." + f.Key, Label: f.Name})
	}
	return append(all, accounts...)
}

// proposed gives for each column the key of the target that its head names, or "".
func proposed(columns []string, targets []Target) []string {
	out := make([]string, len(columns))
	taken := map[string]bool{}
	for i, column := range columns {
		slug := strings.TrimRight(choice.Slug(column), "_0123456789")
		for _, t := range targets {
			if taken[t.Key] && !t.Many || !t.called(slug, column) {
				continue
			}
			out[i], taken[t.Key] = t.Key, true
			break
		}
	}
	return out
}

func (t Target) called(slug, column string) bool {
	label := choice.Slug(t.Label)
	return column == t.Key || label != "" && (slug == label || choice.Slug(column) == label) || strings.EqualFold(column, t.Label) || slices.Contains(t.words, slug) || slug != "" && slug == choice.Slug(t.Key)
}

// check says what is wrong with a plan for a file of that kind and so many columns.
func (p Plan) check(kind Kind, columns int, targets []Target) error {
	if len(p.Targets) != columns {
		return parley.Errorf(parley.Invalid, "wrong_targets", "Say for each of the %d columns what it is, or leave it empty.", columns).At("targets")
	}
	if p.Duplicates != Skip && p.Duplicates != Update && p.Duplicates != Create {
		return parley.Errorf(parley.Invalid, "invalid_duplicates", "Choose what becomes of those who are there already: skip, update or create.").At("duplicates")
	}
	seen := map[string]bool{}
	for _, key := range p.Targets {
		i := slices.IndexFunc(targets, func(t Target) bool { return t.Key == key })
		switch {
		case key == "":
			continue
		case i < 0:
			return parley.Errorf(parley.Invalid, "unknown_target", "There is no such target.").At("targets")
		case seen[key] && !targets[i].Many:
			return parley.Errorf(parley.Invalid, "duplicate_target", "Two columns are the same. Choose one of them.").At("targets")
		}
		seen[key] = true
	}
	if kind == Accounts && !seen["account.name"] && !((seen["account.number"] || seen["account.parley_id"]) && p.Duplicates == Update) {
		return parley.Errorf(parley.Invalid, "no_name", "Choose the column with the names.").At("targets")
	}
	if kind == Contacts && !seen["name"] && !seen["first_name"] && !seen["last_name"] {
		return parley.Errorf(parley.Invalid, "no_name", "Choose the column with the names.").At("targets")
	}
	return nil
}
