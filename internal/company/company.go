// Package company keeps the provider itself: its brands and their departments, and the settings of the whole hub.
package company

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Company is one of the provider's brands (spec: sonar-isp.md section 2.4).
type Company struct {
	ID                parley.ID
	Name              string `audit:"name"`
	Enabled           bool   `audit:"enabled"` // a disabled company keeps its accounts and gets no new ones
	Default           bool   `audit:"default"` // accounts of which nothing else is said belong to it; one company is
	Website           string `audit:"website"`
	PhoneNumber       string `audit:"phone_number"`    // E.164, or empty
	Country           string `audit:"country"`         // ISO 3166-1 alpha-2, or empty
	PrimaryColor      string `audit:"primary_color"`   // "#rrggbb", or empty
	SecondaryColor    string `audit:"secondary_color"` // "#rrggbb", or empty
	TaxIdentification string `audit:"tax_identification"`
	PostalAddress     string `audit:"postal_address"`
	PortalURL         string `audit:"portal_url"` // where its customers log in
	ISPType           string `audit:"isp_type"`   // one of ISPTypes, or empty
	// In the local time of the hub, "15:04": from BillingDelayStart to BillingDelayEnd no billing message is sent; both
	// or neither.
	BillingDelayStart string              `audit:"billing_delay_start"`
	BillingDelayEnd   string              `audit:"billing_delay_end"`
	Departments       []CompanyDepartment `audit:"departments"`
	Version           int64
	CreatedAt         time.Time
	UpdatedAt         time.Time
}

// ISPTypes are the kinds of provider that a company may be.
func ISPTypes() []string {
	return []string{"ILEC", "CLEC", "IXC", "VOIP", "ISP", "WIRELESS", "RETAIL_SALES"}
}

// Department is a part of the provider's staff, such as Billing.
type Department struct {
	ID      parley.ID `json:"id"`
	Name    string    `json:"name" audit:"name"`
	Version int64     `json:"-"`
}

// CompanyDepartment is how a department is reached in one company: the same department has other numbers in another.
type CompanyDepartment struct {
	Department
	PhoneNumber string `json:"phone_number"` // E.164, or empty
	Extension   string `json:"extension"`
	Email       string `json:"email"` // or empty
}

// Store writes companies and settings, inside a unit, and reads them.
type Store interface {
	// Companies gives all of them with their departments, by name.
	Companies(ctx context.Context) ([]Company, error)
	// LockCompany gives one and keeps it as it is until the commit.
	LockCompany(ctx context.Context, id parley.ID) (Company, bool, error)
	// SaveCompany writes the company and its departments by id; with Default set the others are no default any more. Names are
	// not looked at.
	SaveCompany(ctx context.Context, c Company) error
	DepartmentStore
	// Settings gives what was saved, by name; what was never saved is missing.
	Settings(ctx context.Context) (map[string]string, error)
	SaveSettings(ctx context.Context, values map[string]string) error
	// UsableSender tells whether there is such a number or mailbox of ours, of a channel that is switched on.
	UsableSender(ctx context.Context, id parley.ID) (bool, error)
	// Charged tells whether an account has an amount, in the smallest unit of the hub's currency.
	Charged(ctx context.Context) (bool, error)
}

// DepartmentStore writes departments, inside a unit, and reads them.
type DepartmentStore interface {
	// Departments gives all of them, the oldest first.
	Departments(ctx context.Context) ([]Department, error)
	// LockDepartment gives one and keeps it as it is until the commit.
	LockDepartment(ctx context.Context, id parley.ID) (Department, bool, error)
	// SaveDepartment reports false, and the unit must end, where another one has the name.
	SaveDepartment(ctx context.Context, d Department) (bool, error)
	// DeleteDepartment takes it out of every company as well.
	DeleteDepartment(ctx context.Context, id parley.ID) error
}

// Parts are what Companies are made of.
type Parts struct {
	Worker unit.Worker
	Store  Store
	Log    *event.Log
	Source clock.Source
	Region string // how national phone numbers are read
}

// Companies keeps companies, departments and settings.
type Companies struct {
	parts    Parts
	testMode atomic.Pointer[testMode]
}

// New makes Companies of their parts.
func New(p Parts) *Companies { return &Companies{parts: p} }

// NotFound is the answer to an id that no company has.
func NotFound() *parley.Error {
	return parley.Errorf(parley.NotFound, "company_not_found", "There is no such company.")
}

// List gives the provider's brands with their departments, by name.
func (s *Companies) List(ctx context.Context) ([]Company, error) { return s.parts.Store.Companies(ctx) }

// Get gives one company; the error is NotFound.
func (s *Companies) Get(ctx context.Context, id parley.ID) (Company, error) {
	return s.find(ctx, func(c Company) bool { return c.ID == id })
}

// Default gives the company that speaks where no other is meant: its name closes the answer to STOP.
func (s *Companies) Default(ctx context.Context) (Company, error) {
	return s.find(ctx, func(c Company) bool { return c.Default })
}

func (s *Companies) find(ctx context.Context, is func(Company) bool) (Company, error) {
	companies, err := s.parts.Store.Companies(ctx)
	if err != nil {
		return Company{}, err
	}
	for _, c := range companies {
		if is(c) {
			return c, nil
		}
	}
	return Company{}, NotFound()
}

// Departments gives the departments that there are, the oldest first.
func (s *Companies) Departments(ctx context.Context) ([]Department, error) {
	return s.parts.Store.Departments(ctx)
}

// SaveDepartment makes a department, where d has no id, or gives another name to the one of which the asker saw d.Version. Its
// errors are Invalid, NotFound, and Conflict ("name_taken", "version_conflict"). Names differ by more than the case of letters.
func (s *Companies) SaveDepartment(ctx context.Context, by parley.Actor, d Department) (saved Department, err error) {
	d.Name = parley.CleanName(d.Name)
	if err := checkName(d.Name); err != nil {
		return d, err
	}
	made := d.ID == ""
	if made {
		d.ID, d.Version = parley.ID(s.parts.Source.NewID()), 0
	}
	return saved, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		var before any
		if !made {
			old, err := s.department(ctx, d.ID)
			if err != nil {
				return err
			}
			if err := parley.CheckVersion(old.Version, d.Version); err != nil {
				return err
			}
			before = old
		}
		others, err := s.parts.Store.Departments(ctx)
		if err != nil {
			return err
		}
		taken := slices.ContainsFunc(others, func(o Department) bool { return o.ID != d.ID && strings.EqualFold(o.Name, d.Name) })
		if taken {
			return departmentTaken()
		}
		saved = d
		saved.Version++
		free, err := s.parts.Store.SaveDepartment(ctx, saved)
		if err != nil {
			return err
		}
		if !free {
			return departmentTaken()
		}
		s.told(ctx, kind(made, event.DepartmentCreated, event.DepartmentUpdated), by, d.ID, event.Recorded(d.Name, before, saved))
		return nil
	})
}

func departmentTaken() *parley.Error {
	return parley.Errorf(parley.Conflict, "name_taken", "Another department has this name.").At("name")
}

// DeleteDepartment takes a department out of every company.
func (s *Companies) DeleteDepartment(ctx context.Context, by parley.Actor, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		d, err := s.department(ctx, id)
		if err != nil {
			return err
		}
		if err := s.parts.Store.DeleteDepartment(ctx, id); err != nil {
			return err
		}
		s.told(ctx, event.DepartmentDeleted, by, id, event.Recorded(d.Name, d, nil))
		return nil
	})
}

func (s *Companies) department(ctx context.Context, id parley.ID) (Department, error) {
	d, found, err := s.parts.Store.LockDepartment(ctx, id)
	if err == nil && !found {
		err = parley.Errorf(parley.NotFound, "department_not_found", "There is no such department.")
	}
	return d, err
}

func (s *Companies) told(ctx context.Context, t event.Type, by parley.Actor, id parley.ID, r *event.Record) {
	s.parts.Log.Append(ctx, event.Event{Type: t, Actor: by, SubjectID: id, Record: r})
}

func kind(made bool, created, updated event.Type) event.Type {
	if made {
		return created
	}
	return updated
}
