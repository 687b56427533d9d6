package api

import (
	"context"
	"net/http"

	"parley/internal/account"
)

// companyRow is one of the provider's brands.
type companyRow struct {
	ID          string              `json:"id"`
	Name        string              `json:"name"`
	Default     bool                `json:"default"`
	Departments []companyDepartment `json:"departments" nullable:"false"`
}

// companyDepartment is how a department is reached in one company.
type companyDepartment struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	PhoneNumber string `json:"phone_number"`
	Email       string `json:"email"`
}

func showCompany(c account.Company) companyRow {
	out := companyRow{ID: string(c.ID), Name: c.Name, Default: c.Default, Departments: make([]companyDepartment, len(c.Departments))}
	for i, d := range c.Departments {
		out.Departments[i] = companyDepartment{ID: string(d.ID), Name: d.Name, PhoneNumber: d.PhoneNumber, Email: d.Email}
	}
	return out
}

func (s *surface) companies() {
	handle(s, call{method: http.MethodGet, path: "/companies", tag: "accounts", id: "listCompanies", summary: "List the provider's companies with their departments"},
		func(ctx context.Context, _ *none) (*body[listOf[companyRow]], error) {
			companies, err := s.Accounts.Companies(ctx)
			out := listOf[companyRow]{Items: make([]companyRow, len(companies))}
			for i, c := range companies {
				out.Items[i] = showCompany(c)
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: "/departments", tag: "accounts", id: "listDepartments", summary: "List the departments"},
		func(ctx context.Context, _ *none) (*body[listOf[reference]], error) {
			departments, err := s.Accounts.Departments(ctx)
			out := listOf[reference]{Items: make([]reference, len(departments))}
			for i, d := range departments {
				out.Items[i] = reference{ID: string(d.ID), Name: d.Name}
			}
			return answer(out), err
		})
}
