package contact

import (
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strings"

	"parley/internal/parley"
	"parley/internal/phone"
)

// AddressDraft is an address as somebody enters it for a contact.
type AddressDraft struct {
	ID              parley.ID // of an address that the contact has already; what is left out stays as it is
	Kind            parley.AddressKind
	Scope           string
	Value           string  // in any notation; of another value than the one ID has, it is another address
	PhoneNumberType *string // key or id; nil: as it is, at first mobile
	Extension       *string
	Label           *string
	SMSOptIn        *bool // nil: as it is
}

// box is an address whose box "SMS opt-in" somebody has set.
type box struct {
	parley.Address
	field string
	optIn bool
}

// links makes the addresses of a contact out of drafts; before are those that he has. Addresses without an ID are still
// to be found or made.
func (s *Contacts) links(drafts []AddressDraft, before []Link, types []PhoneNumberType) ([]Link, []box, error) {
	if len(drafts) > MaxAddresses {
		return nil, nil, parley.Errorf(parley.Invalid, "too_many_addresses", "A contact has at most %d addresses.", MaxAddresses).At("addresses")
	}
	var failures []error
	links := make([]Link, 0, len(drafts))
	var boxes []box
	seen := map[parley.Address]bool{}
	for i, d := range drafts {
		field := fmt.Sprintf("addresses[%d]", i)
		link, err := s.link(d, before, types, field)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		key := parley.Address{Kind: link.Kind, Scope: link.Scope, Value: link.Value}
		if seen[key] {
			failures = append(failures, parley.Errorf(parley.Invalid, "duplicate_address", "The contact has %s twice.", link.Value).At(field+".value"))
			continue
		}
		seen[key] = true
		links = append(links, link)
		if d.SMSOptIn != nil {
			boxes = append(boxes, box{Address: key, field: field + ".sms_opt_in", optIn: *d.SMSOptIn})
		}
	}
	return links, boxes, errors.Join(failures...)
}

func (s *Contacts) link(d AddressDraft, before []Link, types []PhoneNumberType, field string) (Link, error) {
	var link Link
	if d.ID != "" {
		have, found := linkOf(before, d.ID)
		if !found {
			return link, parley.Errorf(parley.Invalid, "unknown_address", "The contact has no address with this id. Leave the id out for a new one.").At(field + ".id")
		}
		link = have
	}
	address, err := s.draftAddress(d, link.Address, field)
	if err != nil {
		return link, err
	}
	link.Address = address
	if err := link.describe(d, types, field); err != nil {
		return link, err
	}
	return link, nil
}

// draftAddress is what d makes of the address have: the same one, or one without an ID.
func (s *Contacts) draftAddress(d AddressDraft, have parley.Address, field string) (parley.Address, error) {
	a := parley.Address{Kind: d.Kind, Scope: strings.TrimSpace(d.Scope), Value: d.Value}
	if a.Kind == "" {
		a.Kind = have.Kind
	}
	if a.Scope == "" && a.Kind == have.Kind {
		a.Scope = have.Scope
	}
	if d.ID != "" && (a.Value == "" || a.Value == have.Value) && a.Kind == have.Kind && a.Scope == have.Scope {
		return have, nil // also one that could not be entered, such as the short code of an inbound text
	}
	value, err := Normalise(a.Kind, a.Value, s.parts.Region)
	if err != nil {
		return a, in(field, err)
	}
	if (a.Kind == parley.Phone || a.Kind == parley.Email) && a.Scope != "" || !parley.IsLine(a.Scope) || len(a.Scope) > maxLine {
		return a, parley.Errorf(parley.Invalid, "invalid_scope", "A scope is the id of a bot, page or portfolio; phone and email have none.").At(field + ".scope")
	}
	a.Value = value
	if a.Kind == have.Kind && a.Scope == have.Scope && a.Value == have.Value {
		return have, nil
	}
	return a, nil
}

// describe takes over what d says about the address.
func (l *Link) describe(d AddressDraft, types []PhoneNumberType, field string) error {
	if l.Kind != parley.Phone {
		l.Type, l.Extension = PhoneNumberType{}, ""
	} else if err := l.describeNumber(d, types, field); err != nil {
		return err
	}
	if d.Label == nil {
		return nil
	}
	label, err := checkLine(field+".label", *d.Label, maxLine)
	l.Label = label
	return err
}

func (l *Link) describeNumber(d AddressDraft, types []PhoneNumberType, field string) error {
	key := defaultType
	switch {
	case d.PhoneNumberType != nil && *d.PhoneNumberType != "":
		key = *d.PhoneNumberType
	case l.Type.ID != "":
		key = l.Type.Key
	}
	t, known := typeOf(types, key)
	if !known {
		return parley.Errorf(parley.Invalid, "unknown_phone_number_type", "There is no such type of phone number.").At(field + ".phone_number_type")
	}
	l.Type = t
	if d.Extension == nil {
		return nil
	}
	l.Extension = strings.TrimSpace(*d.Extension)
	if len(l.Extension) > maxExtension || strings.Trim(l.Extension, "0123456789*#") != "" {
		return parley.Errorf(parley.Invalid, "invalid_extension", "An extension is at most %d digits.", maxExtension).At(field + ".extension")
	}
	return nil
}

func typeOf(types []PhoneNumberType, keyOrID string) (PhoneNumberType, bool) {
	for _, t := range types {
		if t.Key == keyOrID || string(t.ID) == keyOrID {
			return t, true
		}
	}
	return PhoneNumberType{}, false
}

func linkOf(links []Link, id parley.ID) (Link, bool) {
	for _, l := range links {
		if l.ID == id {
			return l, true
		}
	}
	return Link{}, false
}

// in puts the field of err, a *parley.Error about a part of an address, below field.
func in(field string, err error) error {
	var e *parley.Error
	if errors.As(err, &e) {
		return e.At(field + "." + e.Field)
	}
	return err
}

// The forms of provider's ids: WhatsApp's digits or business-scoped user id, Telegram's signed 64-bit chat, Messenger's
// page-scoped id (spec: channels.md sections 2.1 and 3.3).
var idForms = map[parley.AddressKind]*regexp.Regexp{
	parley.WhatsApp:  regexp.MustCompile(`^([0-9]{5,20}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128})$`),
	parley.Telegram:  regexp.MustCompile(`^-?[1-9][0-9]{0,18}$`),
	parley.Messenger: regexp.MustCompile(`^[0-9]{1,32}$`),
}

const maxEmail = 254 // bytes, RFC 5321 section 4.5.3.1.3

// Normalise gives the value of an address as it is kept: a number in E.164, read in region where it is in national
// notation; an email address in lower case; a provider's id as it is. The errors are of kind Invalid:
// unknown_address_kind, invalid_number, invalid_email, invalid_address.
func Normalise(kind parley.AddressKind, value, region string) (string, error) {
	value = strings.TrimSpace(value)
	switch kind {
	case parley.Phone:
		number, err := phone.Parse(value, region)
		if err != nil {
			return "", parley.Errorf(parley.Invalid, "invalid_number",
				"This is not a number that can be dialled. Check it, and write it with its country code if it is abroad.").At("value")
		}
		return number, nil
	case parley.Email:
		parsed, err := mail.ParseAddress(value)
		if err != nil || parsed.Address != value || len(value) > maxEmail || !parley.IsLine(value) {
			return "", parley.Errorf(parley.Invalid, "invalid_email", "Enter a whole email address such as jo@example.com.").At("value")
		}
		return strings.ToLower(value), nil
	}
	form, known := idForms[kind]
	if !known {
		return "", parley.Errorf(parley.Invalid, "unknown_address_kind", "The kinds of address are phone, email, whatsapp, telegram and messenger.").At("kind")
	}
	if kind == parley.WhatsApp {
		if number, err := phone.Parse(value, ""); err == nil {
			value = number
		}
		value = strings.TrimPrefix(value, "+")
	}
	if !form.MatchString(value) {
		return "", parley.Errorf(parley.Invalid, "invalid_address", "This is no id that the service gives to people.").At("value")
	}
	return value, nil
}
