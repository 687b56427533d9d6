package store

import (
	"context"
	"maps"
	"slices"

	"parley/internal/company"
	"parley/internal/parley"
)

// Companies keeps the provider's companies, their departments and the settings.
type Companies struct{ *DB }

var _ company.Store = Companies{}

const companyColumns = `id, name, enabled, is_default, website, phone_number, country, primary_color, secondary_color, tax_identification,
	postal_address, portal_url, isp_type, billing_delay_start, billing_delay_end, version, created_at, updated_at`

func scanCompany(r scanner) (c company.Company, err error) {
	var enabled, standard, created, updated int64
	err = r.Scan(&c.ID, &c.Name, &enabled, &standard, &c.Website, &c.PhoneNumber, &c.Country, &c.PrimaryColor, &c.SecondaryColor, &c.TaxIdentification,
		&c.PostalAddress, &c.PortalURL, &c.ISPType, &c.BillingDelayStart, &c.BillingDelayEnd, &c.Version, &created, &updated)
	c.Enabled, c.Default, c.CreatedAt, c.UpdatedAt = enabled != 0, standard != 0, moment(created), moment(updated)
	return c, err
}

// Companies reads all of them; there are a handful.
func (s Companies) Companies(ctx context.Context) ([]company.Company, error) {
	companies, err := all(ctx, s.DB, scanCompany, `SELECT `+companyColumns+` FROM company ORDER BY name_key, id`)
	if err != nil {
		return nil, err
	}
	for i := range companies {
		if companies[i].Departments, err = s.departmentsOf(ctx, companies[i].ID); err != nil {
			return nil, err
		}
	}
	return companies, nil
}

func (s Companies) departmentsOf(ctx context.Context, id parley.ID) ([]company.CompanyDepartment, error) {
	return all(ctx, s.DB, func(r scanner) (d company.CompanyDepartment, err error) {
		err = r.Scan(&d.ID, &d.Name, &d.PhoneNumber, &d.Extension, &d.Email)
		return d, err
	}, `SELECT d.id, d.name, cd.phone_number, cd.extension, cd.email FROM company_department cd JOIN department d ON d.id = cd.department_id
		WHERE cd.company_id = $1 ORDER BY d.id`, string(id))
}

// LockCompany reads one for a change.
func (s Companies) LockCompany(ctx context.Context, id parley.ID) (company.Company, bool, error) {
	c, found, err := one(ctx, s.DB, scanCompany, `SELECT `+companyColumns+` FROM company WHERE id = $1`+s.dialect.updateLock(), string(id))
	if err == nil && found {
		c.Departments, err = s.departmentsOf(ctx, id)
	}
	return c, found, err
}

// SaveCompany writes one and its departments.
func (s Companies) SaveCompany(ctx context.Context, c company.Company) error {
	if c.Default {
		if _, err := s.exec(ctx, `UPDATE company SET is_default = 0 WHERE id <> $1 AND is_default = 1`, string(c.ID)); err != nil {
			return err
		}
	}
	_, err := s.exec(ctx, `INSERT INTO company (id, name, enabled, is_default, website, phone_number, country, primary_color, secondary_color, tax_identification,
			postal_address, portal_url, isp_type, billing_delay_start, billing_delay_end, version, created_at, updated_at, name_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, enabled = excluded.enabled, is_default = excluded.is_default, website = excluded.website,
			phone_number = excluded.phone_number, country = excluded.country, primary_color = excluded.primary_color, secondary_color = excluded.secondary_color,
			tax_identification = excluded.tax_identification, postal_address = excluded.postal_address, portal_url = excluded.portal_url,
			isp_type = excluded.isp_type, billing_delay_start = excluded.billing_delay_start, billing_delay_end = excluded.billing_delay_end,
			version = excluded.version, updated_at = excluded.updated_at, name_key = excluded.name_key`,
		string(c.ID), c.Name, flag(c.Enabled), flag(c.Default), c.Website, c.PhoneNumber, c.Country, c.PrimaryColor, c.SecondaryColor, c.TaxIdentification,
		c.PostalAddress, c.PortalURL, c.ISPType, c.BillingDelayStart, c.BillingDelayEnd, c.Version, millis(c.CreatedAt), millis(c.UpdatedAt), nameKey(c.Name))
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, `DELETE FROM company_department WHERE company_id = $1`, string(c.ID)); err != nil {
		return err
	}
	for _, d := range c.Departments {
		if _, err := s.exec(ctx, `INSERT INTO department (id, name) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, string(d.ID), d.Name); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `INSERT INTO company_department (company_id, department_id, phone_number, extension, email) VALUES ($1, $2, $3, $4, $5)`,
			string(c.ID), string(d.ID), d.PhoneNumber, d.Extension, d.Email); err != nil {
			return err
		}
	}
	return nil
}

// Departments reads all of them.
func (s Companies) Departments(ctx context.Context) ([]company.Department, error) {
	return all(ctx, s.DB, scanDepartment, `SELECT id, name, version FROM department ORDER BY id`)
}

// LockDepartment reads one and keeps it.
func (s Companies) LockDepartment(ctx context.Context, id parley.ID) (company.Department, bool, error) {
	return one(ctx, s.DB, scanDepartment, `SELECT id, name, version FROM department WHERE id = $1`+s.dialect.updateLock(), string(id))
}

func scanDepartment(r scanner) (d company.Department, err error) {
	err = r.Scan(&d.ID, &d.Name, &d.Version)
	return d, err
}

// SaveDepartment writes one.
func (s Companies) SaveDepartment(ctx context.Context, d company.Department) (bool, error) {
	taken, err := s.Count(ctx, `SELECT COUNT(*) FROM department WHERE name = $1 AND id <> $2`, d.Name, string(d.ID))
	if err != nil || taken > 0 {
		return false, err
	}
	_, err = s.exec(ctx, `INSERT INTO department (id, name, version) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version`,
		string(d.ID), d.Name, d.Version)
	return err == nil, err
}

// DeleteDepartment forgets one.
func (s Companies) DeleteDepartment(ctx context.Context, id parley.ID) error {
	if _, err := s.exec(ctx, `DELETE FROM company_department WHERE department_id = $1`, string(id)); err != nil {
		return err
	}
	_, err := s.exec(ctx, `DELETE FROM department WHERE id = $1`, string(id))
	return err
}

// Settings reads what was saved.
func (s Companies) Settings(ctx context.Context) (map[string]string, error) {
	type setting struct{ name, value string }
	rows, err := all(ctx, s.DB, func(r scanner) (v setting, err error) {
		err = r.Scan(&v.name, &v.value)
		return v, err
	}, `SELECT name, value FROM setting`)
	values := make(map[string]string, len(rows))
	for _, row := range rows {
		values[row.name] = row.value
	}
	return values, err
}

// UsableSender looks for a sender of a channel that is switched on.
func (s Companies) UsableSender(ctx context.Context, id parley.ID) (bool, error) {
	_, found, err := one(ctx, s.DB, value[parley.ID], `SELECT s.id FROM sender s JOIN channel c ON c.id = s.channel_id
		WHERE s.id = $1 AND s.enabled = 1 AND c.enabled = 1 AND c.deleted_at = 0`, id)
	return found, err
}

// Charged looks for an account with a next charge.
func (s Companies) Charged(ctx context.Context) (bool, error) {
	_, found, err := one(ctx, s.DB, value[int64], `SELECT 1 FROM account WHERE next_recurring_charge >= 0 LIMIT 1`)
	return found, err
}

// SaveSettings writes settings by name.
func (s Companies) SaveSettings(ctx context.Context, values map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(values)) { // one order for all, so that no two writers wait for each other
		if _, err := s.exec(ctx, `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, values[name]); err != nil {
			return err
		}
	}
	return nil
}
