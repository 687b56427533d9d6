-- Accounts and contacts in depth: the lists that forms offer, custom fields, archives.

-- +goose Up
CREATE TABLE account_status (
    id TEXT PRIMARY KEY,
    status_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    activates INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE account_type (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    class TEXT NOT NULL
);

CREATE TABLE account_group (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE account_group_member (
    account_id TEXT NOT NULL REFERENCES account (id),
    group_id TEXT NOT NULL REFERENCES account_group (id),
    PRIMARY KEY (account_id, group_id)
);
CREATE INDEX account_group_member_by_group ON account_group_member (group_id, account_id);

ALTER TABLE account ADD COLUMN type_id TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN delinquent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN archived_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX account_in_order_of_number ON account (number, id);
CREATE INDEX account_in_order_of_creation ON account (created_at, id);
CREATE INDEX account_by_status ON account (status, name_key, id);
CREATE INDEX account_by_type ON account (type_id, name_key, id) WHERE type_id <> '';

-- value is JSON.
CREATE TABLE custom_field (
    id TEXT PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    field_key TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    choices TEXT NOT NULL DEFAULT '[]',
    UNIQUE (owner_kind, field_key)
);

CREATE TABLE custom_value (
    owner_id TEXT NOT NULL,
    field_id TEXT NOT NULL REFERENCES custom_field (id),
    value TEXT NOT NULL,
    PRIMARY KEY (owner_id, field_id)
);
CREATE INDEX custom_value_by_field ON custom_value (field_id);

INSERT INTO account_status (id, status_key, name, activates) VALUES
    ('00000000-0000-7000-8000-000000000301', 'lead', 'Lead', 0),
    ('00000000-0000-7000-8000-000000000302', 'active', 'Active', 1),
    ('00000000-0000-7000-8000-000000000303', 'inactive', 'Inactive', 0);
-- A status could be any text until now: what is in use becomes a choice.
UPDATE account SET status = 'active' WHERE status = '';
INSERT INTO account_status (id, status_key, name, activates)
    SELECT '00000000-0000-7000-8000-' || printf('%012d', 310 + ROW_NUMBER() OVER (ORDER BY status)), status, status, 0
    FROM (SELECT DISTINCT status FROM account WHERE status NOT IN ('lead', 'active', 'inactive', 'Lead', 'Active', 'Inactive')) AS found;
UPDATE account SET status = LOWER(status) WHERE status IN ('Lead', 'Active', 'Inactive');
