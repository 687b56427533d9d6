package account

import (
	"context"
	"strings"
	"time"

	"parley/internal/parley"
)

// Company is one of the provider's brands.
type Company struct {
	ID          parley.ID
	Name        string
	Default     bool // accounts of which nothing else is said belong to it; one company is
	Departments []CompanyDepartment
}

// Department is a part of the provider's staff, such as Billing.
type Department struct {
	ID   parley.ID
	Name string
}

// CompanyDepartment is how a department is reached in one company: the same department has other numbers in another.
type CompanyDepartment struct {
	Department
	PhoneNumber string // E.164, or empty
	Email       string // or empty
}

// CompanyStore writes companies, inside a unit.
type CompanyStore interface {
	// SaveCompany writes the company, made at that time if it is new, and its departments, by id; with Default set
	// the others are no default any more.
	SaveCompany(ctx context.Context, c Company, at time.Time) error
}

// Companies gives the provider's brands with their departments, by name.
func (s *Accounts) Companies(ctx context.Context) ([]Company, error) {
	return s.parts.Reads.Companies(ctx)
}

// Departments gives the departments that there are, the oldest first.
func (s *Accounts) Departments(ctx context.Context) ([]Department, error) {
	return s.parts.Reads.Departments(ctx)
}

// DefaultCompany gives the company that speaks where no other is meant: its name closes the answer to STOP.
func (s *Accounts) DefaultCompany(ctx context.Context) (Company, error) {
	companies, err := s.parts.Reads.Companies(ctx)
	for _, c := range companies {
		if c.Default {
			return c, err
		}
	}
	return Company{}, err
}

// SaveCompany makes or changes a company; where an id is missing, its own or a department's, one is made.
func (s *Accounts) SaveCompany(ctx context.Context, c Company) (Company, error) {
	c.Name = strings.TrimSpace(c.Name)
	if parley.IsBlank(c.Name) {
		return c, parley.Errorf(parley.Invalid, "blank_name", "Enter the company's name.").At("name")
	}
	if c.ID == "" {
		c.ID = parley.ID(s.parts.Source.NewID())
	}
	departments := make([]CompanyDepartment, len(c.Departments))
	for i, d := range c.Departments {
		if d.ID == "" {
			d.ID = parley.ID(s.parts.Source.NewID())
		}
		departments[i] = d
	}
	c.Departments = departments
	at := s.parts.Source.Now()
	return c, s.parts.Worker.Do(ctx, func(ctx context.Context) error { return s.parts.Companies.SaveCompany(ctx, c, at) })
}
