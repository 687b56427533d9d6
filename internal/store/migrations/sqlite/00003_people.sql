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

CREATE TABLE contact_tag (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE contact_tag_link (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    tag_id TEXT NOT NULL REFERENCES contact_tag (id),
    PRIMARY KEY (contact_id, tag_id)
);
CREATE INDEX contact_tag_link_by_tag ON contact_tag_link (tag_id, contact_id);

CREATE TABLE messaging_category (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    is_default INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE contact_category (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    category_id TEXT NOT NULL REFERENCES messaging_category (id),
    PRIMARY KEY (contact_id, category_id)
);
CREATE INDEX contact_category_by_category ON contact_category (category_id, contact_id);

-- A small JPEG; contact.picture changes with it.
CREATE TABLE contact_picture (
    contact_id TEXT PRIMARY KEY REFERENCES contact (id),
    content BLOB NOT NULL
);

ALTER TABLE contact ADD COLUMN picture TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN archived_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX contact_in_order_of_creation ON contact (created_at, id);

INSERT INTO messaging_category (id, name, is_default) VALUES
    ('00000000-0000-7000-8000-000000000401', 'Financial', 1),
    ('00000000-0000-7000-8000-000000000402', 'General', 1);
INSERT INTO contact_category (contact_id, category_id) SELECT c.id, m.id FROM contact c CROSS JOIN messaging_category m;

-- filter and columns are JSON.
CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    shared INTEGER NOT NULL DEFAULT 0,
    filter TEXT NOT NULL DEFAULT '{}',
    columns TEXT NOT NULL DEFAULT '[]',
    sort TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);
CREATE INDEX saved_view_by_user ON saved_view (user_id);
CREATE INDEX saved_view_shared ON saved_view (id) WHERE shared = 1;

-- Changes of many accounts or contacts at once: the rows are the job. state is 0 while a row waits, 1 changed, 2 refused.
CREATE TABLE bulk_edit (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    change TEXT NOT NULL,
    total BIGINT NOT NULL,
    changed BIGINT NOT NULL DEFAULT 0,
    refused BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX bulk_edit_open ON bulk_edit (id) WHERE finished_at = 0;

CREATE TABLE bulk_edit_row (
    bulk_edit_id TEXT NOT NULL REFERENCES bulk_edit (id),
    row_id TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (bulk_edit_id, row_id)
);
CREATE INDEX bulk_edit_row_by_state ON bulk_edit_row (bulk_edit_id, state, row_id);

CREATE TABLE network_site (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX network_site_by_name ON network_site (name_key, id);

ALTER TABLE contact ADD COLUMN network_site_id TEXT NOT NULL DEFAULT '';
CREATE INDEX contact_by_network_site ON contact (network_site_id, name_key, id) WHERE network_site_id <> '';

CREATE TABLE vendor (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX vendor_by_name ON vendor (name_key, id);

ALTER TABLE contact ADD COLUMN vendor_id TEXT NOT NULL DEFAULT '';
CREATE INDEX contact_by_vendor ON contact (vendor_id, name_key, id) WHERE vendor_id <> '';

-- Notes and calls.
CREATE TABLE journal_entry (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id TEXT NOT NULL DEFAULT '',
    contact_id TEXT NOT NULL DEFAULT '',
    user_id TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    seconds BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX journal_entry_by_account ON journal_entry (account_id, created_at, id) WHERE account_id <> '';
CREATE INDEX journal_entry_by_contact ON journal_entry (contact_id, created_at, id) WHERE contact_id <> '';
