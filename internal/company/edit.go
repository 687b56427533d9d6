package company

import (
	"context"
	"errors"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/phone"
)

// Limits of what a company consists of, in characters.
const (
	maxName    = 200
	maxLine    = 500
	maxAddress = 1000
)

// Change is what somebody changes about a company; nil leaves a thing as it is.
type Change struct {
	Version           int64 // of the company as the asker saw it; of no meaning when one is made
	Name              *string
	Enabled           *bool
	Default           *bool
	Website           *string
	PhoneNumber       *string // in any notation
	Country           *string
	PrimaryColor      *string
	SecondaryColor    *string
	TaxIdentification *string
	PostalAddress     *string
	PortalURL         *string
	ISPType           *string
	BillingDelayStart *string
	BillingDelayEnd   *string
	Departments       *[]CompanyDepartment // all of them; each is named by its id, else by its name
}

// Create makes a company. Its errors are of kind Invalid, joined where there are several, with the field at fault, and Conflict
// ("name_taken").
func (s *Companies) Create(ctx context.Context, by parley.Actor, change Change) (Company, error) {
	now := s.parts.Source.Now()
	c := Company{ID: parley.ID(s.parts.Source.NewID()), Enabled: true, Version: 1, CreatedAt: now, UpdatedAt: now}
	if change.Name == nil {
		change.Name = new(string)
	}
	return s.save(ctx, by, c, change, event.CompanyCreated)
}

// Update changes a company. Its errors are those of Create, NotFound, and Conflict ("version_conflict") where somebody else
// has changed it since the asker saw it.
func (s *Companies) Update(ctx context.Context, by parley.Actor, id parley.ID, change Change) (Company, error) {
	return s.save(ctx, by, Company{ID: id}, change, event.CompanyUpdated)
}

func (s *Companies) save(ctx context.Context, by parley.Actor, made Company, change Change, told event.Type) (Company, error) {
	now := s.parts.Source.Now()
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		c := made // the unit may run twice
		var before any
		if told == event.CompanyUpdated {
			old, found, err := s.parts.Store.LockCompany(ctx, made.ID)
			switch {
			case err != nil:
				return err
			case !found:
				return NotFound()
			case old.Version != change.Version:
				return parley.Errorf(parley.Conflict, "version_conflict", "Somebody else changed this company in the meantime. Load it again.").
					With("current", strconv.FormatInt(old.Version, 10))
			}
			c, before = old, old
			c.Version, c.UpdatedAt = old.Version+1, now
		}
		if err := s.apply(ctx, &c, change); err != nil {
			return err
		}
		if err := s.unlikeOthers(ctx, c, told == event.CompanyCreated || change.Name != nil); err != nil {
			return err
		}
		if err := s.parts.Store.SaveCompany(ctx, c); err != nil {
			return err
		}
		s.told(ctx, told, by, c.ID, event.Recorded(c.Name, before, c))
		return nil
	})
	if err != nil {
		return Company{}, err
	}
	return s.Get(ctx, made.ID)
}

// apply puts what the change says into c and checks it.
func (s *Companies) apply(ctx context.Context, c *Company, change Change) error {
	var faults []error
	fault := func(err error) { faults = append(faults, err) }
	for _, line := range []struct {
		field  string
		to     *string
		from   *string
		check  func(string) error
		length int
	}{
		{"name", &c.Name, change.Name, checkName, maxName},
		{"website", &c.Website, change.Website, checkURL, maxLine},
		{"phone_number", &c.PhoneNumber, s.e164(change.PhoneNumber), checkPhone, maxLine},
		{"country", &c.Country, upper(change.Country), checkCountry, maxLine},
		{"primary_color", &c.PrimaryColor, lower(change.PrimaryColor), checkColor, maxLine},
		{"secondary_color", &c.SecondaryColor, lower(change.SecondaryColor), checkColor, maxLine},
		{"tax_identification", &c.TaxIdentification, change.TaxIdentification, nil, maxLine},
		{"portal_url", &c.PortalURL, change.PortalURL, checkURL, maxLine},
		{"isp_type", &c.ISPType, change.ISPType, checkISPType, maxLine},
		{"billing_delay_start", &c.BillingDelayStart, change.BillingDelayStart, checkClock, maxLine},
		{"billing_delay_end", &c.BillingDelayEnd, change.BillingDelayEnd, checkClock, maxLine},
	} {
		if line.from != nil {
			*line.to = parley.CleanName(*line.from)
			fault(checkField(line.field, *line.to, line.length, line.check))
		}
	}
	if change.PostalAddress != nil {
		c.PostalAddress = strings.TrimSpace(*change.PostalAddress)
		if !parley.IsText(c.PostalAddress) {
			fault(parley.Errorf(parley.Invalid, "invalid_text", "This has characters that are no text.").At("postal_address"))
		}
		if utf8.RuneCountInString(c.PostalAddress) > maxAddress {
			fault(parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxAddress).At("postal_address"))
		}
	}
	if (c.BillingDelayStart == "") != (c.BillingDelayEnd == "") {
		fault(parley.Errorf(parley.Invalid, "half_window", "Enter both times, or neither.").At("billing_delay_end"))
	}
	fault(s.place(c, change))
	if change.Departments != nil {
		departments, err := s.reached(ctx, *change.Departments)
		c.Departments = departments
		fault(err)
	}
	return errors.Join(faults...)
}

// unlikeOthers refuses a name that another company has, whatever the case of its letters; it looks only where the name is new.
func (s *Companies) unlikeOthers(ctx context.Context, c Company, renamed bool) error {
	if !renamed {
		return nil
	}
	others, err := s.parts.Store.Companies(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(others, func(o Company) bool { return o.ID != c.ID && strings.EqualFold(o.Name, c.Name) }) {
		return parley.Errorf(parley.Conflict, "name_taken", "Another company has this name.").At("name")
	}
	return nil
}

// place decides about default and enabled: one company is the default, and that one is enabled.
func (s *Companies) place(c *Company, change Change) error {
	if change.Default != nil {
		if c.Default && !*change.Default {
			return parley.Errorf(parley.Invalid, "needs_default", "Make another company the default instead.").At("default")
		}
		c.Default = *change.Default
	}
	if change.Enabled != nil {
		c.Enabled = *change.Enabled
	}
	if c.Default && !c.Enabled {
		return parley.Errorf(parley.Invalid, "default_disabled", "The default company cannot be disabled. Make another one the default first.").At("enabled")
	}
	return nil
}

// reached gives departments their ids, new ones where a name is new, and checks how they are reached.
func (s *Companies) reached(ctx context.Context, wanted []CompanyDepartment) ([]CompanyDepartment, error) {
	known, err := s.parts.Store.Departments(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]CompanyDepartment, 0, len(wanted))
	for i, d := range wanted {
		at := func(field string) string { return "departments." + strconv.Itoa(i) + "." + field }
		d.Name = parley.CleanName(d.Name)
		same := slices.IndexFunc(known, func(k Department) bool {
			return k.ID == d.ID || d.ID == "" && strings.EqualFold(k.Name, d.Name)
		})
		switch {
		case same >= 0:
			d.Department = known[same]
		case d.ID != "":
			return nil, parley.Errorf(parley.Invalid, "unknown_department", "There is no such department.").At(at("id"))
		default:
			if err := checkField(at("name"), d.Name, maxName, checkName); err != nil {
				return nil, err
			}
			d.ID = parley.ID(s.parts.Source.NewID())
			known = append(known, d.Department)
		}
		if slices.ContainsFunc(out, func(o CompanyDepartment) bool { return o.ID == d.ID }) {
			return nil, parley.Errorf(parley.Invalid, "duplicate_name", "This department is there twice.").At(at("name"))
		}
		d.PhoneNumber, d.Email = *s.e164(&d.PhoneNumber), strings.TrimSpace(d.Email)
		if err := errors.Join(
			checkField(at("phone_number"), d.PhoneNumber, maxLine, checkPhone),
			checkField(at("extension"), d.Extension, 20, nil),
			checkField(at("email"), d.Email, maxLine, checkEmail),
		); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// e164 reads a number in any notation; what is none stays as it is, for checkPhone to refuse.
func (s *Companies) e164(text *string) *string {
	if text == nil {
		return nil
	}
	if parsed, err := phone.Parse(*text, s.parts.Region); err == nil {
		return &parsed
	}
	return text
}

func upper(text *string) *string { return mapped(text, strings.ToUpper) }
func lower(text *string) *string { return mapped(text, strings.ToLower) }

func mapped(text *string, to func(string) string) *string {
	if text == nil {
		return nil
	}
	out := to(*text)
	return &out
}

// checkField checks one line; empty is right but where check says otherwise.
func checkField(field, value string, length int, check func(string) error) error {
	switch {
	case !parley.IsLine(value):
		return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At(field)
	case utf8.RuneCountInString(value) > length:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", length).At(field)
	case check == nil:
		return nil
	}
	err := check(value)
	var e *parley.Error
	if errors.As(err, &e) {
		return e.At(field)
	}
	return err
}

func checkName(name string) error {
	if parley.IsBlank(name) {
		return parley.Errorf(parley.Invalid, "blank_name", "Enter a name.").At("name")
	}
	return nil
}

func checkPhone(value string) error {
	if value != "" && !phone.Valid(value) {
		return parley.Errorf(parley.Invalid, "invalid_number", "This is not a phone number.")
	}
	return nil
}

func checkEmail(value string) error {
	if a, err := mail.ParseAddress(value); value != "" && (err != nil || a.Address != value) {
		return parley.Errorf(parley.Invalid, "invalid_email", "This is not an email address.")
	}
	return nil
}

func checkURL(value string) error {
	u, err := url.Parse(value)
	if value != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return parley.Errorf(parley.Invalid, "invalid_url", "Enter an address such as https://example.com.")
	}
	return nil
}

var (
	color     = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	country   = regexp.MustCompile(`^[A-Z]{2}$`)
	clockTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
)

func checkColor(value string) error {
	if value != "" && !color.MatchString(value) {
		return parley.Errorf(parley.Invalid, "invalid_color", "Enter a color such as #1f6feb.")
	}
	return nil
}

func checkCountry(value string) error {
	if value != "" && !country.MatchString(value) {
		return parley.Errorf(parley.Invalid, "invalid_country", "Enter the two letters of a country, such as US.")
	}
	return nil
}

func checkISPType(value string) error {
	if value != "" && !slices.Contains(ISPTypes(), value) {
		return parley.Errorf(parley.Invalid, "invalid_isp_type", "Choose one of %s.", strings.Join(ISPTypes(), ", "))
	}
	return nil
}

func checkClock(value string) error {
	if value != "" && !clockTime.MatchString(value) {
		return parley.Errorf(parley.Invalid, "invalid_time", "Enter a time of day such as 08:30.")
	}
	return nil
}
