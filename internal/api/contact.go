package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/phone"
	"parley/internal/user"
)

// contactRow is a person.
type contactRow struct {
	ID             string           `json:"id"`
	Name           string           `json:"name"`
	Account        *reference       `json:"account"`
	NetworkSite    *reference       `json:"network_site" doc:"Of an account, a network site and a vendor one at most is there."`
	Vendor         *reference       `json:"vendor"`
	Role           string           `json:"role" doc:"What he is to the account."`
	Language       string           `json:"language" doc:"BCP 47: fr-CA."`
	TimeZone       string           `json:"time_zone"`
	Note           string           `json:"note"`
	Primary        bool             `json:"primary" doc:"The one of his account, site or vendor."`
	Tags           []reference      `json:"tags" nullable:"false" doc:"Of /contact-tags."`
	Categories     []reference      `json:"messaging_categories" nullable:"false" doc:"What he has subscribed to, of /messaging-categories."`
	CustomFields   map[string]any   `json:"custom_fields" doc:"By key, see /custom-fields?owner=contact; an empty one is missing."`
	MarketingOptIn bool             `json:"marketing_opt_in" doc:"At least one of his addresses agrees to marketing."`
	Picture        string           `json:"picture" doc:"Changes with the picture at /contacts/{id}/picture; empty: there is none."`
	ArchivedAt     *time.Time       `json:"archived_at" doc:"Null, or since when he is out of the lists."`
	LastActivityAt *time.Time       `json:"last_activity_at" doc:"Of his conversations."`
	Addresses      []contactAddress `json:"addresses" nullable:"false"`
	Version        int64            `json:"version"`
	CreatedAt      time.Time        `json:"created_at"`
	UpdatedAt      time.Time        `json:"updated_at"`
}

// contactAddress is an address as a contact has it.
type contactAddress struct {
	ID              string           `json:"id"`
	Kind            string           `json:"kind" enum:"phone,email,whatsapp,telegram,messenger"`
	Scope           string           `json:"scope" doc:"The bot, page or portfolio that the value belongs to; empty for phone and email."`
	Value           string           `json:"value" doc:"A number in E.164."`
	Display         string           `json:"display" doc:"As people write it."`
	PhoneNumberType *phoneNumberType `json:"phone_number_type"`
	Extension       string           `json:"extension"`
	Label           string           `json:"label"`
	Consent         consentStates    `json:"consent"`
	SMSOptIn        bool             `json:"sms_opt_in" doc:"Notifications are welcome."`
}

// phoneNumberType says what stands at the end of a number.
type phoneNumberType struct {
	ID         string `json:"id"`
	Key        string `json:"key"`
	Name       string `json:"name"`
	SMSCapable bool   `json:"sms_capable"`
}

func showType(t contact.PhoneNumberType) phoneNumberType {
	return phoneNumberType{ID: string(t.ID), Key: t.Key, Name: t.Name, SMSCapable: t.SMSCapable}
}

func (s *surface) showAddress(l contact.Link, standing consent.Standing) contactAddress {
	out := contactAddress{
		ID: string(l.ID), Kind: string(l.Kind), Scope: l.Scope, Value: l.Value, Display: l.Value, Extension: l.Extension, Label: l.Label,
		Consent: showStanding(standing), SMSOptIn: standing.SMSOptIn(),
	}
	if l.Kind == parley.Phone {
		out.Display = phone.Display(l.Value, s.Region)
	}
	if l.Type.ID != "" {
		t := showType(l.Type)
		out.PhoneNumberType = &t
	}
	return out
}

// showContacts makes of contacts what travels, reading the consent of all their addresses with one query.
func (s *surface) showContacts(ctx context.Context, contacts []contact.Contact) ([]contactRow, error) {
	var ids []parley.ID
	for _, c := range contacts {
		for _, l := range c.Addresses {
			ids = append(ids, l.ID)
		}
	}
	standings, err := s.Consents.Standings(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]contactRow, len(contacts))
	for i, c := range contacts {
		rows[i] = contactRow{
			ID: string(c.ID), Name: c.Name, Account: named(c.AccountID, c.AccountName), NetworkSite: named(c.NetworkSiteID, c.NetworkSiteName), Vendor: named(c.VendorID, c.VendorName), Role: c.Role, Language: c.Language, TimeZone: c.TimeZone,
			Note: c.Note, Primary: c.Primary, Tags: references(c.Tags), Categories: references(c.Categories), CustomFields: showCustom(c.Custom),
			Picture: c.Picture, ArchivedAt: optionalTime(c.ArchivedAt), LastActivityAt: optionalTime(c.LastActivityAt), Addresses: []contactAddress{}, Version: c.Version, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt,
		}
		for _, l := range c.Addresses {
			rows[i].MarketingOptIn = rows[i].MarketingOptIn || standings[l.ID].Marketing()
			rows[i].Addresses = append(rows[i].Addresses, s.showAddress(l, standings[l.ID]))
		}
	}
	return rows, nil
}

func (s *surface) showContact(ctx context.Context, c contact.Contact, err error) (contactRow, error) {
	if err != nil {
		return contactRow{}, err
	}
	rows, err := s.showContacts(ctx, []contact.Contact{c})
	if err != nil {
		return contactRow{}, err
	}
	return rows[0], nil
}

// named refers to a row that may be none.
func named(id parley.ID, name string) *reference {
	if id == "" {
		return nil
	}
	return &reference{ID: string(id), Name: name}
}

// addressInput is an address as somebody enters it.
type addressInput struct {
	ID              string  `json:"id,omitempty" maxLength:"64" doc:"Of an address that the contact has: what is left out stays as it is."`
	Kind            string  `json:"kind,omitempty" maxLength:"20" doc:"phone, email, whatsapp, telegram or messenger."`
	Scope           string  `json:"scope,omitempty" maxLength:"200" doc:"The bot, page or portfolio; none for phone and email."`
	Value           string  `json:"value,omitempty" maxLength:"1000" doc:"A number in any notation; national notation is read in the hub's region."`
	PhoneNumberType *string `json:"phone_number_type,omitempty" doc:"Key or id of a type; mobile unless said."`
	Extension       *string `json:"extension,omitempty"`
	Label           *string `json:"label,omitempty"`
	SMSOptIn        *bool   `json:"sms_opt_in,omitempty" doc:"Writes the consent ledger. What a customer ended by STOP can only be taken back by the customer: 409 opted_out_by_customer."`
}

func drafts(in []addressInput) []contact.AddressDraft {
	out := make([]contact.AddressDraft, len(in))
	for i, a := range in {
		out[i] = contact.AddressDraft{
			ID: parley.ID(a.ID), Kind: parley.AddressKind(a.Kind), Scope: a.Scope, Value: a.Value,
			PhoneNumberType: a.PhoneNumberType, Extension: a.Extension, Label: a.Label, SMSOptIn: a.SMSOptIn,
		}
	}
	return out
}

type newContactInput struct {
	Keyed
	Body struct {
		Name           string         `json:"name"`
		AccountID      string         `json:"account_id,omitempty"`
		NetworkSiteID  string         `json:"network_site_id,omitempty" doc:"Instead of an account."`
		VendorID       string         `json:"vendor_id,omitempty" doc:"Instead of an account."`
		Role           string         `json:"role,omitempty"`
		Language       string         `json:"language,omitempty"`
		TimeZone       string         `json:"time_zone,omitempty"`
		Note           string         `json:"note,omitempty"`
		Primary        *bool          `json:"primary,omitempty" doc:"True makes him the primary contact of his owner, instead of the one that it has."`
		TagIDs         []string       `json:"tag_ids,omitempty" maxItems:"50"`
		CategoryIDs    *[]string      `json:"category_ids,omitempty" maxItems:"50" doc:"The default messaging categories unless said."`
		CustomFields   map[string]any `json:"custom_fields,omitempty"`
		MarketingOptIn *bool          `json:"marketing_opt_in,omitempty" doc:"Writes the consent ledgers of all his addresses, for marketing."`
		Addresses      []addressInput `json:"addresses,omitempty"`
	}
}

type contactChangeInput struct {
	ByID
	Body struct {
		Name           *string         `json:"name,omitempty"`
		AccountID      *string         `json:"account_id,omitempty" doc:"Empty: of no account."`
		NetworkSiteID  *string         `json:"network_site_id,omitempty" doc:"Takes him from an account or vendor."`
		VendorID       *string         `json:"vendor_id,omitempty" doc:"Takes him from an account or network site."`
		Role           *string         `json:"role,omitempty"`
		Language       *string         `json:"language,omitempty"`
		TimeZone       *string         `json:"time_zone,omitempty"`
		Note           *string         `json:"note,omitempty"`
		Primary        *bool           `json:"primary,omitempty" doc:"True makes him the primary contact of his owner."`
		TagIDs         *[]string       `json:"tag_ids,omitempty" maxItems:"50" doc:"All of them."`
		CategoryIDs    *[]string       `json:"category_ids,omitempty" maxItems:"50" doc:"All of them."`
		CustomFields   map[string]any  `json:"custom_fields,omitempty" doc:"By key: what is not named stays, null empties."`
		MarketingOptIn *bool           `json:"marketing_opt_in,omitempty" doc:"Writes the consent ledgers of all his addresses, for marketing."`
		Addresses      *[]addressInput `json:"addresses,omitempty" doc:"All of them; those that he has with their id."`
		Version        int64           `json:"version" doc:"Of the contact as it was read; another one is a 409 version_conflict."`
	}
}

// ContactFilter selects contacts.
type ContactFilter struct {
	Query         string `query:"q" json:"q,omitempty" maxLength:"200" doc:"Beginnings of words of the name, a number or a piece of one in any notation, the beginning of an email address."`
	AccountID     string `query:"account_id" json:"account_id,omitempty" maxLength:"64"`
	NetworkSiteID string `query:"network_site_id" json:"network_site_id,omitempty" maxLength:"64"`
	VendorID      string `query:"vendor_id" json:"vendor_id,omitempty" maxLength:"64"`
	TagID         string `query:"tag_id" json:"tag_id,omitempty" maxLength:"64"`
	CategoryID    string `query:"category_id" json:"category_id,omitempty" maxLength:"64"`
	Language      string `query:"language" json:"language,omitempty" maxLength:"35" doc:"fr is also fr-CA."`
	SMSOptIn      string `query:"sms_opt_in" json:"sms_opt_in,omitempty" enum:"opted_in,opted_out,none" doc:"What at least one of his numbers has agreed to; none: no number has said anything."`
	Marketing     string `query:"marketing_opt_in" json:"marketing_opt_in,omitempty" enum:"opted_in,opted_out,none" doc:"The same for marketing, over all addresses."`
	HasPhone      string `query:"has_phone" json:"has_phone,omitempty" enum:"true,false"`
	HasEmail      string `query:"has_email" json:"has_email,omitempty" enum:"true,false"`
	Archived      string `query:"archived" json:"archived,omitempty" enum:"only,all" doc:"Archived contacts only, or all; without it those that are not archived."`
}

// ContactQuery selects contacts, in an order and page by page.
type ContactQuery struct {
	Paging
	ContactFilter
	Sort string `query:"sort" enum:"name,-name,created,-created,activity,-activity" doc:"With - the other way round: -activity is the newest first. Of no meaning with q."`
}

// filter gives what is selected, in no order.
func (q ContactFilter) filter() contact.Filter {
	return contact.Filter{
		AccountID: optionalID(q.AccountID), NetworkSiteID: optionalID(q.NetworkSiteID), VendorID: optionalID(q.VendorID), Query: q.Query, TagID: optionalID(q.TagID), CategoryID: optionalID(q.CategoryID), Language: q.Language,
		OptIn: q.SMSOptIn, Marketing: q.Marketing, HasPhone: optionalBool(q.HasPhone), HasEmail: optionalBool(q.HasEmail),
		Archived: parley.Archived(q.Archived),
	}
}

// optionalBool is nil where nothing was sent.
func optionalBool(text string) *bool {
	if text == "" {
		return nil
	}
	yes := text == "true"
	return &yes
}

// rowIDs is rowID of each.
func rowIDs(texts []string) []parley.ID {
	ids := make([]parley.ID, len(texts))
	for i, text := range texts {
		ids[i] = rowID(text)
	}
	return ids
}

// optionalIDs is nil where nothing was sent.
func optionalIDs(texts *[]string) *[]parley.ID {
	if texts == nil {
		return nil
	}
	ids := rowIDs(*texts)
	return &ids
}

func (s *surface) contacts() {
	handle(s, call{method: http.MethodGet, path: "/contacts", tag: "contacts", id: "listContacts", summary: "List contacts by name, or find some"}, s.listContacts)
	handle(s, call{method: http.MethodPost, path: "/contacts", permission: user.CreateContact, tag: "contacts", id: "createContact", summary: "Make a contact", status: http.StatusCreated},
		func(ctx context.Context, in *newContactInput) (*body[contactRow], error) {
			out, err := once(ctx, s, in.Keyed, "/contacts", func(ctx context.Context) (contactRow, error) {
				b := in.Body
				c, err := s.Contacts.Create(ctx, actor(ctx), contact.Draft{
					Name: b.Name, AccountID: optionalID(b.AccountID), NetworkSiteID: optionalID(b.NetworkSiteID), VendorID: optionalID(b.VendorID), Role: b.Role, Language: b.Language, TimeZone: b.TimeZone, Note: b.Note, Addresses: drafts(b.Addresses),
					Primary: b.Primary, TagIDs: rowIDs(b.TagIDs), CategoryIDs: optionalIDs(b.CategoryIDs), Custom: b.CustomFields, MarketingOptIn: b.MarketingOptIn,
				})
				return s.showContact(ctx, c, err)
			})
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: "/contacts/{id}", tag: "contacts", id: "getContact", summary: "Get a contact"},
		func(ctx context.Context, in *ByID) (*body[contactRow], error) {
			c, err := s.Contacts.Get(ctx, in.row())
			out, err := s.showContact(ctx, c, err)
			return answer(out), err
		})
	handle(s, call{method: http.MethodPatch, path: "/contacts/{id}", permission: user.UpdateContact, tag: "contacts", id: "updateContact", summary: "Change a contact"}, s.updateContact)
	handle(s, call{method: http.MethodDelete, path: "/contacts/{id}", permission: user.DeleteContact, tag: "contacts", id: "deleteContact", summary: "Delete a contact; what was exchanged stays", status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			return nil, s.Contacts.Delete(ctx, actor(ctx), in.row())
		})
	for _, deed := range []string{"archive", "restore"} {
		handle(s, call{method: http.MethodPost, path: "/contacts/{id}/" + deed, permission: user.DeleteContact, tag: "contacts", id: deed + "Contact", summary: "Take a contact out of the lists (archive), or put him back (restore)"},
			func(ctx context.Context, in *ByID) (*body[contactRow], error) {
				c, err := s.Contacts.SetArchived(ctx, actor(ctx), in.row(), deed == "archive")
				out, err := s.showContact(ctx, c, err)
				return answer(out), err
			})
	}
	handle(s, call{method: http.MethodGet, path: "/contacts/{id}/channels", permission: user.ReadSMSMessage, tag: "contacts", id: "listContactChannels", summary: "Over which channels a contact can be reached"}, s.contactChannels)
	handle(s, call{method: http.MethodGet, path: "/contacts/{id}/timeline", permission: user.ReadSMSMessage, tag: "contacts", id: "listContactTimeline", summary: "What was exchanged with a contact, written down and agreed to, newest first"}, s.timeline)
}

func (s *surface) listContacts(ctx context.Context, in *ContactQuery) (*body[listOf[contactRow]], error) {
	f := in.filter()
	f.Order, f.Desc, f.Limit = parley.Order(strings.TrimPrefix(in.Sort, "-")), strings.HasPrefix(in.Sort, "-"), in.Limit
	keys, err := sortedCursor(in.Cursor, in.Sort, 4)
	if err != nil {
		return nil, err
	}
	if keys != nil {
		f.After = contact.Cursor{Term: keys[0], Owner: parley.ID(keys[1]), Key: keys[2], ID: parley.ID(keys[3])}
	}
	found, next, err := s.Contacts.List(ctx, f)
	if err != nil {
		return nil, err
	}
	out := listOf[contactRow]{}
	if next.ID != "" {
		out.Next = encodeCursor(in.Sort, next.Term, string(next.Owner), next.Key, string(next.ID))
	}
	out.Items, err = s.showContacts(ctx, found)
	return answer(out), err
}

func (s *surface) updateContact(ctx context.Context, in *contactChangeInput) (*body[contactRow], error) {
	b := in.Body
	change := contact.Change{Version: b.Version, Name: b.Name, Role: b.Role, Language: b.Language, TimeZone: b.TimeZone, Note: b.Note, Primary: b.Primary,
		TagIDs: optionalIDs(b.TagIDs), CategoryIDs: optionalIDs(b.CategoryIDs), Custom: b.CustomFields, MarketingOptIn: b.MarketingOptIn}
	change.AccountID, change.NetworkSiteID, change.VendorID = optionalRow(b.AccountID), optionalRow(b.NetworkSiteID), optionalRow(b.VendorID)
	if b.Addresses != nil {
		addresses := drafts(*b.Addresses)
		change.Addresses = &addresses
	}
	c, err := s.Contacts.Update(ctx, actor(ctx), in.row(), change)
	out, err := s.showContact(ctx, c, err)
	return answer(out), err
}
