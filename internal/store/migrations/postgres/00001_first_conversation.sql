-- Times are milliseconds since 1970 in UTC. Ids are UUIDv7. An absent id or text is '', an absent time 0, so that no
-- query needs three-valued logic. Columns ending in _key are normalised for search and order.

-- +goose Up
CREATE TABLE company (
    id TEXT COLLATE "C" PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    is_default INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE department (
    id TEXT COLLATE "C" PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- A department of a company: the same department has other numbers in another company.
CREATE TABLE company_department (
    company_id TEXT NOT NULL REFERENCES company (id),
    department_id TEXT NOT NULL REFERENCES department (id),
    phone_number TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (company_id, department_id)
);

CREATE TABLE account (
    id TEXT COLLATE "C" PRIMARY KEY,
    number TEXT COLLATE "C" NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    company_id TEXT NOT NULL DEFAULT '',
    parent_id TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX account_by_name ON account (name_key, id);
CREATE UNIQUE INDEX account_by_number ON account (number) WHERE number <> '';
CREATE INDEX account_by_parent ON account (parent_id) WHERE parent_id <> '';

CREATE TABLE contact (
    id TEXT COLLATE "C" PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    account_id TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    is_primary INTEGER NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX contact_by_name ON contact (name_key, id);
CREATE INDEX contact_by_account ON contact (account_id, name_key, id) WHERE account_id <> '';

CREATE TABLE phone_number_type (
    id TEXT COLLATE "C" PRIMARY KEY,
    type_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sms_capable INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE address (
    id TEXT COLLATE "C" PRIMARY KEY,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    value TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (kind, scope, value)
);

-- Several contacts may share a number.
CREATE TABLE contact_address (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    address_id TEXT NOT NULL REFERENCES address (id),
    position INTEGER NOT NULL DEFAULT 0,
    phone_number_type_id TEXT NOT NULL DEFAULT '',
    extension TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (contact_id, address_id)
);
CREATE INDEX contact_address_by_address ON contact_address (address_id);

-- The ledger: rows are only ever added. purpose '' speaks of all purposes.
CREATE TABLE consent (
    id TEXT COLLATE "C" PRIMARY KEY,
    address_id TEXT NOT NULL REFERENCES address (id),
    purpose TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    actor_id TEXT NOT NULL DEFAULT '',
    wording TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL
);
-- All that a send asks of the ledger is in the index.
CREATE INDEX consent_by_address ON consent (address_id, at, id, purpose, state, source);

-- What a search box finds by its beginning: of contacts and accounts each word of the name (sort_key is the whole
-- name), of addresses each tail of a number, and an email address and its domain.
CREATE TABLE search_term (
    owner_kind TEXT COLLATE "C" NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL DEFAULT '',
    owner_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (owner_kind, term, sort_key, owner_id)
);
CREATE INDEX search_term_by_owner ON search_term (owner_id, owner_kind, term);

CREATE TABLE channel (
    id TEXT COLLATE "C" PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1,
    paused_reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE sender (
    id TEXT COLLATE "C" PRIMARY KEY,
    channel_id TEXT NOT NULL REFERENCES channel (id),
    value TEXT COLLATE "C" NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    is_default INTEGER NOT NULL DEFAULT 0,
    enabled INTEGER NOT NULL DEFAULT 1,
    UNIQUE (channel_id, value)
);

-- One row carries what the list of conversations shows.
CREATE TABLE conversation (
    id TEXT COLLATE "C" PRIMARY KEY,
    kind TEXT NOT NULL,
    channel_id TEXT NOT NULL DEFAULT '',
    sender_id TEXT NOT NULL DEFAULT '',
    address_id TEXT NOT NULL DEFAULT '',
    thread_key TEXT NOT NULL DEFAULT '',
    contact_id TEXT NOT NULL DEFAULT '',
    account_id TEXT NOT NULL DEFAULT '',
    position BIGINT NOT NULL DEFAULT 0,
    inbound_count BIGINT NOT NULL DEFAULT 0,
    answered_count BIGINT NOT NULL DEFAULT 0,
    last_activity_at BIGINT NOT NULL,
    preview TEXT NOT NULL DEFAULT '',
    last_direction TEXT NOT NULL DEFAULT '',
    last_state TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX conversation_by_parties ON conversation (address_id, sender_id, thread_key) WHERE kind = 'customer';
CREATE INDEX conversation_by_activity ON conversation (last_activity_at, id);
CREATE INDEX conversation_by_contact ON conversation (contact_id) WHERE contact_id <> '';
CREATE INDEX conversation_by_account ON conversation (account_id) WHERE account_id <> '';

CREATE TABLE read_position (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    user_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    inbound_count BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
);

CREATE TABLE draft (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    user_id TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
);

-- row_number ties a message to its entry in message_search and never changes.
CREATE TABLE message (
    row_number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    position BIGINT NOT NULL,
    direction TEXT NOT NULL,
    channel_id TEXT NOT NULL DEFAULT '',
    sender_id TEXT NOT NULL DEFAULT '',
    address_id TEXT NOT NULL DEFAULT '',
    contact_id TEXT NOT NULL DEFAULT '',
    account_id TEXT NOT NULL DEFAULT '',
    user_id TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    reason_text TEXT NOT NULL DEFAULT '',
    provider_id TEXT NOT NULL DEFAULT '',
    provider_code TEXT NOT NULL DEFAULT '',
    client_id TEXT NOT NULL DEFAULT '',
    consent_id TEXT NOT NULL DEFAULT '',
    segments INTEGER NOT NULL DEFAULT 0,
    billed_segments INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    maybe_doubled INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL DEFAULT 0,
    give_up_at BIGINT NOT NULL DEFAULT 0,
    lease_epoch BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX message_by_position ON message (conversation_id, position);
CREATE UNIQUE INDEX message_by_provider_id ON message (channel_id, provider_id, direction) WHERE provider_id <> '';
CREATE UNIQUE INDEX message_by_client_id ON message (client_id, user_id) WHERE client_id <> '';
CREATE UNIQUE INDEX message_by_consent ON message (consent_id) WHERE consent_id <> '';
CREATE INDEX message_waiting ON message (channel_id, due_at, row_number) WHERE state IN ('pending', 'held');
CREATE INDEX message_open ON message (conversation_id, position) WHERE state IN ('pending', 'in_progress');
CREATE INDEX message_in_progress ON message (channel_id, lease_epoch) WHERE state = 'in_progress';
CREATE INDEX message_by_time ON message (created_at, row_number);
CREATE INDEX message_by_account ON message (account_id, created_at, row_number) WHERE account_id <> '';
CREATE INDEX message_by_address ON message (address_id, created_at, row_number) WHERE address_id <> '';

CREATE TABLE message_search (
    rowid BIGINT PRIMARY KEY,
    text TSVECTOR NOT NULL
);
CREATE INDEX message_search_text ON message_search USING GIN (text);

-- Receipts that came before the send call returned the provider's id.
CREATE TABLE parked_receipt (
    channel_id TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    opted_out INTEGER NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, provider_id, state)
);
CREATE INDEX parked_receipt_by_age ON parked_receipt (at);

-- seq is the transaction's number with the place in it (see dialect.go): in the order in which readers may see them.
CREATE TABLE event (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    type TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL DEFAULT '',
    conversation_id TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL DEFAULT '',
    subject_id TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT ''
);
CREATE INDEX event_by_age ON event (at);

-- Who runs what: a channel is run by one process at a time. epoch grows with every new owner.
CREATE TABLE lease (
    resource TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE idempotency_key (
    actor_id TEXT NOT NULL,
    path TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (actor_id, path, idempotency_key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

CREATE TABLE role (
    id TEXT COLLATE "C" PRIMARY KEY,
    role_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    builtin INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE app_user (
    id TEXT COLLATE "C" PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role_id TEXT NOT NULL REFERENCES role (id),
    extension TEXT NOT NULL DEFAULT '',
    password_hash TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    locale TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL DEFAULT '',
    preferences TEXT NOT NULL DEFAULT '{}',
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_login_at BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX app_user_by_extension ON app_user (extension) WHERE extension <> '';

CREATE TABLE session (
    token TEXT PRIMARY KEY,
    user_id TEXT NOT NULL DEFAULT '',
    data BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_by_age ON session (expires_at);

CREATE TABLE api_token (
    id TEXT COLLATE "C" PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES app_user (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL DEFAULT 0,
    revoked_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX api_token_by_user ON api_token (user_id);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

INSERT INTO phone_number_type (id, type_key, name, sms_capable) VALUES
    ('00000000-0000-7000-8000-000000000101', 'mobile', 'Mobile', 1),
    ('00000000-0000-7000-8000-000000000102', 'home', 'Home', 0),
    ('00000000-0000-7000-8000-000000000103', 'work', 'Work', 0),
    ('00000000-0000-7000-8000-000000000104', 'fax', 'Fax', 0);

INSERT INTO company (id, name, name_key, is_default, created_at) VALUES
    ('00000000-0000-7000-8000-000000000201', 'My company', 'my company', 1, 0);
