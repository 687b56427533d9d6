-- The provider itself: what a company is known by, and who changed what.

-- +goose Up
ALTER TABLE company ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1;
ALTER TABLE company ADD COLUMN website TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN phone_number TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN primary_color TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN secondary_color TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN tax_identification TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN postal_address TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN portal_url TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN isp_type TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN billing_delay_start TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN billing_delay_end TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE company ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE company_department ADD COLUMN extension TEXT NOT NULL DEFAULT '';

-- The audit trail: one line for each change that a person or a program has made, with what was before and after as JSON.
CREATE TABLE audit_entry (
    row_number INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    type TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL DEFAULT '',
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL DEFAULT '',
    changes TEXT NOT NULL
);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_id, row_number);
CREATE INDEX audit_entry_by_actor ON audit_entry (actor_id, row_number);
CREATE INDEX audit_entry_by_age ON audit_entry (at);
