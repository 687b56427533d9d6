package store

import (
	"context"
	"time"

	"parley/internal/account"
	"parley/internal/parley"
)

// Companies reads all of them; there are a handful.
func (s Accounts) Companies(ctx context.Context) ([]account.Company, error) {
	companies, err := all(ctx, s.DB, func(r scanner) (c account.Company, err error) {
		var standard int64
		err = r.Scan(&c.ID, &c.Name, &standard)
		c.Default = standard != 0
		return c, err
	}, `SELECT id, name, is_default FROM company ORDER BY name_key, id`)
	if err != nil {
		return nil, err
	}
	type placed struct {
		companyID parley.ID
		account.CompanyDepartment
	}
	departments, err := all(ctx, s.DB, func(r scanner) (d placed, err error) {
		err = r.Scan(&d.companyID, &d.ID, &d.Name, &d.PhoneNumber, &d.Email)
		return d, err
	}, `SELECT cd.company_id, d.id, d.name, cd.phone_number, cd.email FROM company_department cd JOIN department d ON d.id = cd.department_id ORDER BY d.id`)
	for _, d := range departments {
		for i := range companies {
			if companies[i].ID == d.companyID {
				companies[i].Departments = append(companies[i].Departments, d.CompanyDepartment)
			}
		}
	}
	return companies, err
}

// Departments reads all of them.
func (s Accounts) Departments(ctx context.Context) ([]account.Department, error) {
	return all(ctx, s.DB, func(r scanner) (d account.Department, err error) {
		err = r.Scan(&d.ID, &d.Name)
		return d, err
	}, `SELECT id, name FROM department ORDER BY id`)
}

// SaveCompany writes one and its departments.
func (s Accounts) SaveCompany(ctx context.Context, c account.Company, at time.Time) error {
	if c.Default {
		if _, err := s.exec(ctx, `UPDATE company SET is_default = 0 WHERE id <> $1 AND is_default = 1`, c.ID); err != nil {
			return err
		}
	}
	_, err := s.exec(ctx, `INSERT INTO company (id, name, name_key, is_default, created_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, is_default = excluded.is_default`,
		c.ID, c.Name, nameKey(c.Name), flag(c.Default), millis(at))
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, `DELETE FROM company_department WHERE company_id = $1`, c.ID); err != nil {
		return err
	}
	for _, d := range c.Departments {
		if _, err := s.exec(ctx, `INSERT INTO department (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name`, d.ID, d.Name); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `INSERT INTO company_department (company_id, department_id, phone_number, email) VALUES ($1, $2, $3, $4)`,
			c.ID, d.ID, d.PhoneNumber, d.Email); err != nil {
			return err
		}
	}
	return nil
}
