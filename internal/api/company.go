package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/company"
	"parley/internal/parley"
	"parley/internal/user"
)

// companyRow is one of the provider's brands.
type companyRow struct {
	ID                string              `json:"id"`
	Name              string              `json:"name"`
	Enabled           bool                `json:"enabled" doc:"A disabled company keeps its accounts and gets no new ones."`
	Default           bool                `json:"default"`
	Website           string              `json:"website"`
	PhoneNumber       string              `json:"phone_number"`
	Country           string              `json:"country"`
	PrimaryColor      string              `json:"primary_color"`
	SecondaryColor    string              `json:"secondary_color"`
	TaxIdentification string              `json:"tax_identification"`
	PostalAddress     string              `json:"postal_address"`
	PortalURL         string              `json:"portal_url"`
	ISPType           string              `json:"isp_type"`
	BillingDelayStart string              `json:"billing_delay_start"`
	BillingDelayEnd   string              `json:"billing_delay_end"`
	Departments       []companyDepartment `json:"departments" nullable:"false"`
	Version           int64               `json:"version"`
	CreatedAt         time.Time           `json:"created_at"`
	UpdatedAt         time.Time           `json:"updated_at"`
}

// companyDepartment is how a department is reached in one company.
type companyDepartment struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	PhoneNumber string `json:"phone_number"`
	Extension   string `json:"extension"`
	Email       string `json:"email"`
}

func showCompany(c company.Company) companyRow {
	out := companyRow{
		ID: string(c.ID), Name: c.Name, Enabled: c.Enabled, Default: c.Default, Website: c.Website, PhoneNumber: c.PhoneNumber, Country: c.Country,
		PrimaryColor: c.PrimaryColor, SecondaryColor: c.SecondaryColor, TaxIdentification: c.TaxIdentification, PostalAddress: c.PostalAddress,
		PortalURL: c.PortalURL, ISPType: c.ISPType, BillingDelayStart: c.BillingDelayStart, BillingDelayEnd: c.BillingDelayEnd,
		Departments: make([]companyDepartment, len(c.Departments)), Version: c.Version, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt,
	}
	for i, d := range c.Departments {
		out.Departments[i] = companyDepartment{ID: string(d.ID), Name: d.Name, PhoneNumber: d.PhoneNumber, Extension: d.Extension, Email: d.Email}
	}
	return out
}

// CompanyFields are what one may say about a company.
type CompanyFields struct {
	Enabled           *bool               `json:"enabled,omitempty"`
	Default           *bool               `json:"default,omitempty" doc:"true makes it the default; the other one is none any more."`
	Website           *string             `json:"website,omitempty"`
	PhoneNumber       *string             `json:"phone_number,omitempty" doc:"In any notation."`
	Country           *string             `json:"country,omitempty" doc:"ISO 3166-1, two letters."`
	PrimaryColor      *string             `json:"primary_color,omitempty" doc:"#rrggbb"`
	SecondaryColor    *string             `json:"secondary_color,omitempty" doc:"#rrggbb"`
	TaxIdentification *string             `json:"tax_identification,omitempty"`
	PostalAddress     *string             `json:"postal_address,omitempty"`
	PortalURL         *string             `json:"portal_url,omitempty" doc:"Where its customers log in."`
	ISPType           *string             `json:"isp_type,omitempty" doc:"ILEC, CLEC, IXC, VOIP, ISP, WIRELESS or RETAIL_SALES."`
	BillingDelayStart *string             `json:"billing_delay_start,omitempty" doc:"15:04, in the hub's time zone: from here on billing messages wait."`
	BillingDelayEnd   *string             `json:"billing_delay_end,omitempty"`
	Departments       *[]DepartmentFields `json:"departments,omitempty" maxItems:"200" doc:"All of them: who is left out is taken out of the company."`
}

// DepartmentFields say how a department is reached in a company.
type DepartmentFields struct {
	ID          string `json:"id,omitempty" maxLength:"64" doc:"Or its name; a new name makes a department."`
	Name        string `json:"name,omitempty"`
	PhoneNumber string `json:"phone_number,omitempty"`
	Extension   string `json:"extension,omitempty"`
	Email       string `json:"email,omitempty"`
}

func (f CompanyFields) change(name *string, version int64) company.Change {
	c := company.Change{
		Version: version, Name: name, Enabled: f.Enabled, Default: f.Default, Website: f.Website, PhoneNumber: f.PhoneNumber, Country: f.Country,
		PrimaryColor: f.PrimaryColor, SecondaryColor: f.SecondaryColor, TaxIdentification: f.TaxIdentification, PostalAddress: f.PostalAddress,
		PortalURL: f.PortalURL, ISPType: f.ISPType, BillingDelayStart: f.BillingDelayStart, BillingDelayEnd: f.BillingDelayEnd,
	}
	if f.Departments != nil {
		departments := make([]company.CompanyDepartment, len(*f.Departments))
		for i, d := range *f.Departments {
			departments[i] = company.CompanyDepartment{
				Department: company.Department{ID: parley.ID(d.ID), Name: d.Name}, PhoneNumber: d.PhoneNumber, Extension: d.Extension, Email: d.Email,
			}
		}
		c.Departments = &departments
	}
	return c
}

type newCompanyInput struct {
	Keyed
	Body struct {
		Name string `json:"name"`
		CompanyFields
	}
}

type companyChangeInput struct {
	ByID
	Body struct {
		Name *string `json:"name,omitempty"`
		CompanyFields
		Version int64 `json:"version" doc:"Of the company as it was read; another one is a 409 version_conflict."`
	}
}

func (s *surface) companies() {
	handle(s, call{method: http.MethodGet, path: "/companies", tag: "companies", id: "listCompanies", summary: "List the provider's companies with their departments"},
		func(ctx context.Context, _ *none) (*body[listOf[companyRow]], error) {
			companies, err := s.Companies.List(ctx)
			out := listOf[companyRow]{Items: make([]companyRow, len(companies))}
			for i, c := range companies {
				out.Items[i] = showCompany(c)
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodPost, path: "/companies", permission: user.CreateCompany, tag: "companies", id: "createCompany", summary: "Make a company", status: http.StatusCreated},
		func(ctx context.Context, in *newCompanyInput) (*body[companyRow], error) {
			out, err := once(ctx, s, in.Keyed, "/companies", func(ctx context.Context) (companyRow, error) {
				c, err := s.Companies.Create(ctx, actor(ctx), in.Body.change(&in.Body.Name, 0))
				return showCompany(c), err
			})
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: "/companies/{id}", tag: "companies", id: "getCompany", summary: "Get a company"},
		func(ctx context.Context, in *ByID) (*body[companyRow], error) {
			c, err := s.Companies.Get(ctx, in.row())
			return answer(showCompany(c)), err
		})
	handle(s, call{method: http.MethodPatch, path: "/companies/{id}", permission: user.UpdateCompany, tag: "companies", id: "updateCompany", summary: "Change a company"},
		func(ctx context.Context, in *companyChangeInput) (*body[companyRow], error) {
			c, err := s.Companies.Update(ctx, actor(ctx), in.row(), in.Body.change(in.Body.Name, in.Body.Version))
			return answer(showCompany(c)), err
		})
}

type newDepartmentInput struct {
	Keyed
	Body DepartmentName
}

type departmentChangeInput struct {
	ByID
	Body struct {
		DepartmentName
		Versioned
	}
}

// DepartmentName is what one may say about a department.
type DepartmentName struct {
	Name string `json:"name"`
}

func (s *surface) departments() {
	handle(s, call{method: http.MethodGet, path: "/departments", tag: "companies", id: "listDepartments", summary: "List the departments"},
		func(ctx context.Context, _ *none) (*body[listOf[namedRow]], error) {
			departments, err := s.Companies.Departments(ctx)
			out := listOf[namedRow]{Items: make([]namedRow, len(departments))}
			for i, d := range departments {
				out.Items[i] = namedRow{ID: string(d.ID), Name: d.Name, Version: d.Version}
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodPost, path: "/departments", permission: user.UpdateCompany, tag: "companies", id: "createDepartment", summary: "Make a department", status: http.StatusCreated},
		func(ctx context.Context, in *newDepartmentInput) (*body[namedRow], error) {
			out, err := once(ctx, s, in.Keyed, "/departments", func(ctx context.Context) (namedRow, error) {
				return s.saveDepartment(ctx, company.Department{Name: in.Body.Name})
			})
			return answer(out), err
		})
	handle(s, call{method: http.MethodPatch, path: "/departments/{id}", permission: user.UpdateCompany, tag: "companies", id: "updateDepartment", summary: "Give a department another name"},
		func(ctx context.Context, in *departmentChangeInput) (*body[namedRow], error) {
			out, err := s.saveDepartment(ctx, company.Department{ID: in.row(), Name: in.Body.Name, Version: in.Body.Version})
			return answer(out), err
		})
	handle(s, call{method: http.MethodDelete, path: "/departments/{id}", permission: user.DeleteDepartment, tag: "companies", id: "deleteDepartment", summary: "Take a department out of every company", status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			return nil, s.Companies.DeleteDepartment(ctx, actor(ctx), in.row())
		})
}

func (s *surface) saveDepartment(ctx context.Context, d company.Department) (namedRow, error) {
	d, err := s.Companies.SaveDepartment(ctx, actor(ctx), d)
	return namedRow{ID: string(d.ID), Name: d.Name, Version: d.Version}, err
}
