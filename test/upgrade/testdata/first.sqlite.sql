PRAGMA foreign_keys = OFF;
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE company (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    is_default INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE TABLE department (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE company_department (
    company_id TEXT NOT NULL REFERENCES company (id),
    department_id TEXT NOT NULL REFERENCES department (id),
    phone_number TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (company_id, department_id)
);
CREATE TABLE account (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
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
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
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
    id TEXT PRIMARY KEY,
    type_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sms_capable INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE address (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (kind, scope, value)
);
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
CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    address_id TEXT NOT NULL REFERENCES address (id),
    purpose TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    actor_id TEXT NOT NULL DEFAULT '',
    wording TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL
);
CREATE INDEX consent_by_address ON consent (address_id, at, id, purpose, state, source);
CREATE TABLE search_term (
    owner_kind TEXT NOT NULL,
    term TEXT NOT NULL,
    sort_key TEXT NOT NULL DEFAULT '',
    owner_id TEXT NOT NULL,
    PRIMARY KEY (owner_kind, term, sort_key, owner_id)
) WITHOUT ROWID;
CREATE INDEX search_term_by_owner ON search_term (owner_id, owner_kind, term);
CREATE TABLE channel (
    id TEXT PRIMARY KEY,
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
    id TEXT PRIMARY KEY,
    channel_id TEXT NOT NULL REFERENCES channel (id),
    value TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    is_default INTEGER NOT NULL DEFAULT 0,
    enabled INTEGER NOT NULL DEFAULT 1,
    UNIQUE (channel_id, value)
);
CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
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
) WITHOUT ROWID;
CREATE TABLE draft (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    user_id TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID;
CREATE TABLE message (
    row_number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
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
CREATE VIRTUAL TABLE message_search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
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
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
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
    id TEXT PRIMARY KEY,
    role_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    builtin INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE app_user (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
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
    data BLOB NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_by_age ON session (expires_at);
CREATE TABLE api_token (
    id TEXT PRIMARY KEY,
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
    value TEXT NOT NULL
);
INSERT INTO goose_db_version VALUES (1,0,1,'2026-11-21 16:08:23');
INSERT INTO goose_db_version VALUES (2,1,1,'2026-11-21 16:08:23');
INSERT INTO company VALUES ('00000000-0000-7000-8000-000000000201','Harbor Fiber','harbor fiber',1,0);
INSERT INTO company VALUES ('01a1fedd-adda-7ddc-aee5-5af0f9cf89cd','Fibre du Port','fibre du port',0,1795277303258);
INSERT INTO department VALUES ('01a1fedd-adda-7516-b6f0-79077df05333','Support');
INSERT INTO department VALUES ('01a1fedd-adda-751f-a0d7-af0960ad00cb','Billing');
INSERT INTO department VALUES ('01a1fedd-adda-7520-9eb8-bb82756b3762','Sales');
INSERT INTO company_department VALUES ('00000000-0000-7000-8000-000000000201','01a1fedd-adda-7516-b6f0-79077df05333','+12025550110','support@harbor.example');
INSERT INTO company_department VALUES ('00000000-0000-7000-8000-000000000201','01a1fedd-adda-751f-a0d7-af0960ad00cb','+12025550120','billing@harbor.example');
INSERT INTO company_department VALUES ('00000000-0000-7000-8000-000000000201','01a1fedd-adda-7520-9eb8-bb82756b3762','+12025550130','sales@harbor.example');
INSERT INTO company_department VALUES ('01a1fedd-adda-7ddc-aee5-5af0f9cf89cd','01a1fedd-adda-7516-b6f0-79077df05333','+15145550110','soutien@port.example');
INSERT INTO company_department VALUES ('01a1fedd-adda-7ddc-aee5-5af0f9cf89cd','01a1fedd-adda-751f-a0d7-af0960ad00cb','+15145550120','facturation@port.example');
INSERT INTO company_department VALUES ('01a1fedd-adda-7ddc-aee5-5af0f9cf89cd','01a1fedd-adda-7520-9eb8-bb82756b3762','+15145550130','ventes@port.example');
INSERT INTO account VALUES ('01a1fedd-ade4-740d-8035-6a81fad534cd','HF-10126','Patel household','patel household','00000000-0000-7000-8000-000000000201','','active','',1,1795277303268,1795277303268);
INSERT INTO account VALUES ('01a1fedd-ae56-72c9-b9f6-41c0380d2bb1','HF-11043','Famille Tremblay','famille tremblay','01a1fedd-adda-7ddc-aee5-5af0f9cf89cd','','active','',1,1795277303382,1795277303382);
INSERT INTO account VALUES ('01a1fedd-ae69-75de-9867-106eb2b703f1','HF-11141','Anderson household','anderson household','00000000-0000-7000-8000-000000000201','','active','',1,1795277303401,1795277303401);
INSERT INTO account VALUES ('01a1fedd-ae75-7b91-9971-064ed2ddaf66','HF-11204','Cooper household','cooper household','00000000-0000-7000-8000-000000000201','','active','',1,1795277303413,1795277303413);
INSERT INTO account VALUES ('01a1fedd-aee6-7da9-8fa4-df2cbe2b037e','HF-11680','Edwards household','edwards household','00000000-0000-7000-8000-000000000201','','active','',1,1795277303526,1795277303526);
INSERT INTO account VALUES ('01a1fedd-af22-7785-8dd7-188c327e15fd','HF-12051','Famille Pelletier','famille pelletier','01a1fedd-adda-7ddc-aee5-5af0f9cf89cd','','active','',1,1795277303586,1795277303586);
INSERT INTO account VALUES ('01a1fedd-b139-794c-a566-897b17ce32b1','F-1','Fixture Farm','fixture farm','00000000-0000-7000-8000-000000000201','','active','',1,1795277304121,1795277304121);
INSERT INTO contact VALUES ('01a1fedd-ade4-7527-8296-2eecc0511341','Mason Patel','mason patel','01a1fedd-ade4-740d-8035-6a81fad534cd','','en','America/New_York','',1,1,1795277303268,1795277303268);
INSERT INTO contact VALUES ('01a1fedd-ae56-748d-ba34-7374dba0a985','Cédric Tremblay','cedric tremblay','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1','','fr','America/Toronto','',1,1,1795277303382,1795277303382);
INSERT INTO contact VALUES ('01a1fedd-ae56-7be4-a87c-0b31fcb39086','Raphaël Tremblay','raphael tremblay','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1','','fr','America/Toronto','',0,1,1795277303382,1795277303382);
INSERT INTO contact VALUES ('01a1fedd-ae6a-7047-b88a-68b1786f8579','Chloe Anderson','chloe anderson','01a1fedd-ae69-75de-9867-106eb2b703f1','','en','America/New_York','',0,1,1795277303402,1795277303402);
INSERT INTO contact VALUES ('01a1fedd-ae75-7db0-a491-f7e0de511709','Hazel Cooper','hazel cooper','01a1fedd-ae75-7b91-9971-064ed2ddaf66','','en','America/New_York','',1,1,1795277303413,1795277303413);
INSERT INTO contact VALUES ('01a1fedd-ae7d-7d7e-92d0-1ac47247d330','Mia Cooper','mia cooper','01a1fedd-ae75-7b91-9971-064ed2ddaf66','','en','America/New_York','',0,1,1795277303421,1795277303421);
INSERT INTO contact VALUES ('01a1fedd-aee7-7407-97b9-ec8c4965d003','Hazel Edwards','hazel edwards','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e','','en','America/New_York','',0,1,1795277303527,1795277303527);
INSERT INTO contact VALUES ('01a1fedd-af22-7930-9199-030f76efad3e','Simone Pelletier','simone pelletier','01a1fedd-af22-7785-8dd7-188c327e15fd','','fr','America/Toronto','',1,1,1795277303586,1795277303586);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000101','mobile','Mobile',1);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000102','home','Home',0);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000103','work','Work',0);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000104','fax','Fax',0);
INSERT INTO address VALUES ('01a1fedd-ade4-75e8-adf9-bdb24b4df6f7','phone','','+14135550141',1795277303268);
INSERT INTO address VALUES ('01a1fedd-ae56-760e-8584-388a6874e7ba','phone','','+14505550157',1795277303382);
INSERT INTO address VALUES ('01a1fedd-ae6a-73e3-ad1c-122762399c87','phone','','+14015550156',1795277303402);
INSERT INTO address VALUES ('01a1fedd-ae7b-7284-b7aa-cbcd8c926606','phone','','+16035550158',1795277303413);
INSERT INTO address VALUES ('01a1fedd-aee7-75f6-a700-390e6e8a1d7e','phone','','+15085550166',1795277303527);
INSERT INTO address VALUES ('01a1fedd-af22-7a67-80f1-dad7f2f8cd1f','phone','','+14505550170',1795277303586);
INSERT INTO contact_address VALUES ('01a1fedd-ade4-7527-8296-2eecc0511341','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO contact_address VALUES ('01a1fedd-ae56-748d-ba34-7374dba0a985','01a1fedd-ae56-760e-8584-388a6874e7ba',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO contact_address VALUES ('01a1fedd-ae56-7be4-a87c-0b31fcb39086','01a1fedd-ae56-760e-8584-388a6874e7ba',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO contact_address VALUES ('01a1fedd-ae6a-7047-b88a-68b1786f8579','01a1fedd-ae6a-73e3-ad1c-122762399c87',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO contact_address VALUES ('01a1fedd-ae75-7db0-a491-f7e0de511709','01a1fedd-ae7b-7284-b7aa-cbcd8c926606',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO contact_address VALUES ('01a1fedd-ae7d-7d7e-92d0-1ac47247d330','01a1fedd-ae7b-7284-b7aa-cbcd8c926606',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO contact_address VALUES ('01a1fedd-aee7-7407-97b9-ec8c4965d003','01a1fedd-aee7-75f6-a700-390e6e8a1d7e',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO contact_address VALUES ('01a1fedd-af22-7930-9199-030f76efad3e','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f',0,'00000000-0000-7000-8000-000000000101','','');
INSERT INTO consent VALUES ('01a1fedd-ade4-77cc-9902-9f6a23fffdb3','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7','','opted_in','user','','',1795277303268);
INSERT INTO consent VALUES ('01a1fedd-ae56-7a7c-a18c-396f8ed74da1','01a1fedd-ae56-760e-8584-388a6874e7ba','','opted_in','user','','',1795277303382);
INSERT INTO consent VALUES ('01a1fedd-ae6a-77c2-a11b-8d1d1aba1164','01a1fedd-ae6a-73e3-ad1c-122762399c87','','opted_in','user','','',1795277303402);
INSERT INTO consent VALUES ('01a1fedd-ae7d-7b14-a191-1feefc5e6650','01a1fedd-ae7b-7284-b7aa-cbcd8c926606','','opted_in','user','','',1795277303421);
INSERT INTO consent VALUES ('01a1fedd-aee7-79f0-9df2-2f3da101e464','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','','opted_in','user','','',1795277303527);
INSERT INTO consent VALUES ('01a1fedd-af22-7cc8-af85-49864516a2a0','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f','','opted_in','user','','',1795277303586);
INSERT INTO search_term VALUES ('account','10126','patel household','01a1fedd-ade4-740d-8035-6a81fad534cd');
INSERT INTO search_term VALUES ('account','hf','patel household','01a1fedd-ade4-740d-8035-6a81fad534cd');
INSERT INTO search_term VALUES ('account','household','patel household','01a1fedd-ade4-740d-8035-6a81fad534cd');
INSERT INTO search_term VALUES ('account','patel','patel household','01a1fedd-ade4-740d-8035-6a81fad534cd');
INSERT INTO search_term VALUES ('contact','mason','mason patel','01a1fedd-ade4-7527-8296-2eecc0511341');
INSERT INTO search_term VALUES ('contact','patel','mason patel','01a1fedd-ade4-7527-8296-2eecc0511341');
INSERT INTO search_term VALUES ('address','0141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','135550141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','14135550141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','35550141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','4135550141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','50141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','550141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('address','5550141','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7');
INSERT INTO search_term VALUES ('account','11043','famille tremblay','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1');
INSERT INTO search_term VALUES ('account','famille','famille tremblay','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1');
INSERT INTO search_term VALUES ('account','hf','famille tremblay','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1');
INSERT INTO search_term VALUES ('account','tremblay','famille tremblay','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1');
INSERT INTO search_term VALUES ('contact','cedric','cedric tremblay','01a1fedd-ae56-748d-ba34-7374dba0a985');
INSERT INTO search_term VALUES ('contact','tremblay','cedric tremblay','01a1fedd-ae56-748d-ba34-7374dba0a985');
INSERT INTO search_term VALUES ('address','0157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','05550157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','14505550157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','4505550157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','50157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','505550157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','550157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('address','5550157','','01a1fedd-ae56-760e-8584-388a6874e7ba');
INSERT INTO search_term VALUES ('contact','raphael','raphael tremblay','01a1fedd-ae56-7be4-a87c-0b31fcb39086');
INSERT INTO search_term VALUES ('contact','tremblay','raphael tremblay','01a1fedd-ae56-7be4-a87c-0b31fcb39086');
INSERT INTO search_term VALUES ('account','11141','anderson household','01a1fedd-ae69-75de-9867-106eb2b703f1');
INSERT INTO search_term VALUES ('account','anderson','anderson household','01a1fedd-ae69-75de-9867-106eb2b703f1');
INSERT INTO search_term VALUES ('account','hf','anderson household','01a1fedd-ae69-75de-9867-106eb2b703f1');
INSERT INTO search_term VALUES ('account','household','anderson household','01a1fedd-ae69-75de-9867-106eb2b703f1');
INSERT INTO search_term VALUES ('contact','anderson','chloe anderson','01a1fedd-ae6a-7047-b88a-68b1786f8579');
INSERT INTO search_term VALUES ('contact','chloe','chloe anderson','01a1fedd-ae6a-7047-b88a-68b1786f8579');
INSERT INTO search_term VALUES ('address','015550156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','0156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','14015550156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','15550156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','4015550156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','50156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','550156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('address','5550156','','01a1fedd-ae6a-73e3-ad1c-122762399c87');
INSERT INTO search_term VALUES ('account','11204','cooper household','01a1fedd-ae75-7b91-9971-064ed2ddaf66');
INSERT INTO search_term VALUES ('account','cooper','cooper household','01a1fedd-ae75-7b91-9971-064ed2ddaf66');
INSERT INTO search_term VALUES ('account','hf','cooper household','01a1fedd-ae75-7b91-9971-064ed2ddaf66');
INSERT INTO search_term VALUES ('account','household','cooper household','01a1fedd-ae75-7b91-9971-064ed2ddaf66');
INSERT INTO search_term VALUES ('contact','cooper','hazel cooper','01a1fedd-ae75-7db0-a491-f7e0de511709');
INSERT INTO search_term VALUES ('contact','hazel','hazel cooper','01a1fedd-ae75-7db0-a491-f7e0de511709');
INSERT INTO search_term VALUES ('address','0158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','035550158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','16035550158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','35550158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','50158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','550158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','5550158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('address','6035550158','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606');
INSERT INTO search_term VALUES ('contact','cooper','mia cooper','01a1fedd-ae7d-7d7e-92d0-1ac47247d330');
INSERT INTO search_term VALUES ('contact','mia','mia cooper','01a1fedd-ae7d-7d7e-92d0-1ac47247d330');
INSERT INTO search_term VALUES ('account','11680','edwards household','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e');
INSERT INTO search_term VALUES ('account','edwards','edwards household','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e');
INSERT INTO search_term VALUES ('account','hf','edwards household','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e');
INSERT INTO search_term VALUES ('account','household','edwards household','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e');
INSERT INTO search_term VALUES ('contact','edwards','hazel edwards','01a1fedd-aee7-7407-97b9-ec8c4965d003');
INSERT INTO search_term VALUES ('contact','hazel','hazel edwards','01a1fedd-aee7-7407-97b9-ec8c4965d003');
INSERT INTO search_term VALUES ('address','0166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','085550166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','15085550166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','50166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','5085550166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','550166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','5550166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('address','85550166','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e');
INSERT INTO search_term VALUES ('account','12051','famille pelletier','01a1fedd-af22-7785-8dd7-188c327e15fd');
INSERT INTO search_term VALUES ('account','famille','famille pelletier','01a1fedd-af22-7785-8dd7-188c327e15fd');
INSERT INTO search_term VALUES ('account','hf','famille pelletier','01a1fedd-af22-7785-8dd7-188c327e15fd');
INSERT INTO search_term VALUES ('account','pelletier','famille pelletier','01a1fedd-af22-7785-8dd7-188c327e15fd');
INSERT INTO search_term VALUES ('contact','pelletier','simone pelletier','01a1fedd-af22-7930-9199-030f76efad3e');
INSERT INTO search_term VALUES ('contact','simone','simone pelletier','01a1fedd-af22-7930-9199-030f76efad3e');
INSERT INTO search_term VALUES ('address','0170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','05550170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','14505550170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','4505550170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','50170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','505550170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','550170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('address','5550170','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f');
INSERT INTO search_term VALUES ('account','1','fixture farm','01a1fedd-b139-794c-a566-897b17ce32b1');
INSERT INTO search_term VALUES ('account','f','fixture farm','01a1fedd-b139-794c-a566-897b17ce32b1');
INSERT INTO search_term VALUES ('account','farm','fixture farm','01a1fedd-b139-794c-a566-897b17ce32b1');
INSERT INTO search_term VALUES ('account','fixture','fixture farm','01a1fedd-b139-794c-a566-897b17ce32b1');
INSERT INTO channel VALUES ('01a1fedd-add7-7106-8bfd-cd9cc8010cb6','simulator','Harbor Fiber','{"delivery_receipts":"true","from":"+12025550100","opt_out":"parley","rate":"0","regions":"US,CA","require_opt_in":"false","window":"64"}',1,'',1,1795277303255,1795277303255,0);
INSERT INTO channel VALUES ('01a1fedd-add9-7104-ab86-622e7444e9a2','simulator','Fibre du Port','{"delivery_receipts":"true","from":"+15145550100","opt_out":"parley","rate":"0","regions":"US,CA","require_opt_in":"false","window":"64"}',1,'',1,1795277303257,1795277303257,0);
INSERT INTO channel VALUES ('01a1fedd-b14a-7f33-ac5c-a320d2d59938','kannel','Gateway','{"base_url":"https://gateway.example","callback_token":"v1.OTrKbE8r85AdP55HC-O2mNB-H1kKLdBVc0_kPk5BZ72IzXOSk6ZUUPY-GGuf_90tpjvX16JgqNR3yJR4-ie98BMQMII","from":"+12025550199","opt_out":"parley","password":"v1.ULON4Za9J9_henc-BEWevgPdpo-cenMceg7KmtE","rate":"0","regions":"US,CA","require_opt_in":"false","username":"u","window":"64"}',1,'',1,1795277304138,1795277304138,0);
INSERT INTO sender VALUES ('01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','+12025550100','',1,1);
INSERT INTO sender VALUES ('01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-add9-7104-ab86-622e7444e9a2','+15145550100','',1,1);
INSERT INTO sender VALUES ('01a1fedd-b14b-7a4e-aa1a-e8a7ecfb6b1e','01a1fedd-b14a-7f33-ac5c-a320d2d59938','+12025550199','',1,1);
INSERT INTO conversation VALUES ('01a1fedd-af48-79ec-8247-2a09b9f14cc8','customer','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ae6a-73e3-ad1c-122762399c87','','01a1fedd-ae6a-7047-b88a-68b1786f8579','01a1fedd-ae69-75de-9867-106eb2b703f1',2,1,1,1795214363612,'You are right, I have cancelled 10443. The refund takes 3 to 5 days.','outbound','delivered',1795214063612);
INSERT INTO conversation VALUES ('01a1fedd-af48-7dce-bb6b-b4535f549cc6','customer','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','','01a1fedd-aee7-7407-97b9-ec8c4965d003','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e',3,2,1,1795227863612,'C''est reparti, merci beaucoup !','inbound','received',1795227083612);
INSERT INTO conversation VALUES ('01a1fedd-af4a-7b9a-85fc-f007b77ed981','customer','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7','','01a1fedd-ade4-7527-8296-2eecc0511341','01a1fedd-ade4-740d-8035-6a81fad534cd',2,1,1,1795235003612,'Friday 15:30 to 17:00 is free. Shall I take it?','outbound','delivered',1795234703612);
INSERT INTO conversation VALUES ('01a1fedd-af4a-7e33-b7c7-512eb3b30d80','customer','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f','','01a1fedd-af22-7930-9199-030f76efad3e','01a1fedd-af22-7785-8dd7-188c327e15fd',1,1,0,1795247723612,'Router lights: power green, PON off, LOS red. What now?','inbound','received',1795247723612);
INSERT INTO conversation VALUES ('01a1fedd-af4b-7070-8f7d-3104be38497d','customer','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ae56-760e-8584-388a6874e7ba','','01a1fedd-ae56-748d-ba34-7374dba0a985','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1',3,2,1,1795261523612,'Perfect, how do I switch?','inbound','received',1795260743612);
INSERT INTO conversation VALUES ('01a1fedd-af4b-7399-ae06-91ce00668bf4','customer','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-ae7b-7284-b7aa-cbcd8c926606','','01a1fedd-ae75-7db0-a491-f7e0de511709','01a1fedd-ae75-7b91-9971-064ed2ddaf66',2,1,1,1795268663612,'Parfait, bonne journée !','outbound','delivered',1795268363612);
INSERT INTO read_position VALUES ('01a1fedd-af4b-7399-ae06-91ce00668bf4','01a1fedd-ad50-7204-aad6-5a83f1357a77',2,1);
INSERT INTO draft VALUES ('01a1fedd-af4b-7399-ae06-91ce00668bf4','01a1fedd-ad50-7204-aad6-5a83f1357a77','Let me look into it',1795277304088);
INSERT INTO message VALUES (109,'01a1fedd-af48-79aa-8555-2062bb6dbbcf','01a1fedd-af48-79ec-8247-2a09b9f14cc8',1,'inbound','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ae6a-73e3-ad1c-122762399c87','01a1fedd-ae6a-7047-b88a-68b1786f8579','01a1fedd-ae69-75de-9867-106eb2b703f1','','conversational','I was charged twice for November. Invoices 10442 and 10443 look identical.','received','','','','','','',0,0,0,0,0,0,0,1795214063612,1795214063612);
INSERT INTO message VALUES (110,'01a1fedd-af48-7cb8-8b70-de4499aea08a','01a1fedd-af48-79ec-8247-2a09b9f14cc8',2,'outbound','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ae6a-73e3-ad1c-122762399c87','01a1fedd-ae6a-7047-b88a-68b1786f8579','01a1fedd-ae69-75de-9867-106eb2b703f1','01a1fedd-ad90-7368-929a-29337c0ba038','conversational','You are right, I have cancelled 10443. The refund takes 3 to 5 days.','delivered','','','','','','',1,1,0,0,0,0,0,1795214363612,1795214363612);
INSERT INTO message VALUES (111,'01a1fedd-af48-7d94-942a-8dd35b4bc999','01a1fedd-af48-7dce-bb6b-b4535f549cc6',1,'inbound','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','01a1fedd-aee7-7407-97b9-ec8c4965d003','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e','','conversational','Bonjour, mon modem clignote en rouge depuis hier soir.','received','','','','','','',0,0,0,0,0,0,0,1795227083612,1795227083612);
INSERT INTO message VALUES (112,'01a1fedd-af48-7ec1-9f65-10ba289162f4','01a1fedd-af48-7dce-bb6b-b4535f549cc6',2,'outbound','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','01a1fedd-aee7-7407-97b9-ec8c4965d003','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e','01a1fedd-add6-715f-a417-bc44bd3adcfb','conversational','Bonjour ! Pouvez-vous le débrancher 30 secondes, puis le rebrancher ?','delivered','','','','','','',1,1,0,0,0,0,0,1795227383612,1795227383612);
INSERT INTO message VALUES (113,'01a1fedd-af4a-79b9-86f3-21f13ac5bd1d','01a1fedd-af48-7dce-bb6b-b4535f549cc6',3,'inbound','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','01a1fedd-aee7-7407-97b9-ec8c4965d003','01a1fedd-aee6-7da9-8fa4-df2cbe2b037e','','conversational','C''est reparti, merci beaucoup !','received','','','','','','',0,0,0,0,0,0,0,1795227863612,1795227863612);
INSERT INTO message VALUES (114,'01a1fedd-af4a-7b37-ae8c-c31e5888d222','01a1fedd-af4a-7b9a-85fc-f007b77ed981',1,'inbound','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7','01a1fedd-ade4-7527-8296-2eecc0511341','01a1fedd-ade4-740d-8035-6a81fad534cd','','conversational','Could you please move my appointment to Friday afternoon? I have to be at work until 3pm.','received','','','','','','',0,0,0,0,0,0,0,1795234703612,1795234703612);
INSERT INTO message VALUES (115,'01a1fedd-af4a-7d1d-bdce-d2200137465a','01a1fedd-af4a-7b9a-85fc-f007b77ed981',2,'outbound','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7','01a1fedd-ade4-7527-8296-2eecc0511341','01a1fedd-ade4-740d-8035-6a81fad534cd','01a1fedd-ad90-7368-929a-29337c0ba038','conversational','Friday 15:30 to 17:00 is free. Shall I take it?','delivered','','','','','','',1,1,0,0,0,0,0,1795235003612,1795235003612);
INSERT INTO message VALUES (116,'01a1fedd-af4a-7df8-9ae3-0e81a2154ad8','01a1fedd-af4a-7e33-b7c7-512eb3b30d80',1,'inbound','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f','01a1fedd-af22-7930-9199-030f76efad3e','01a1fedd-af22-7785-8dd7-188c327e15fd','','conversational','Router lights: power green, PON off, LOS red. What now?','received','','','','','','',0,0,0,0,0,0,0,1795247723612,1795247723612);
INSERT INTO message VALUES (117,'01a1fedd-af4b-703d-9f5d-ed08f63bc316','01a1fedd-af4b-7070-8f7d-3104be38497d',1,'inbound','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ae56-760e-8584-388a6874e7ba','01a1fedd-ae56-748d-ba34-7374dba0a985','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1','','conversational','Is there a plan without a TV box?','received','','','','','','',0,0,0,0,0,0,0,1795260743612,1795260743612);
INSERT INTO message VALUES (118,'01a1fedd-af4b-71bb-8bd3-24098634d827','01a1fedd-af4b-7070-8f7d-3104be38497d',2,'outbound','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ae56-760e-8584-388a6874e7ba','01a1fedd-ae56-748d-ba34-7374dba0a985','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1','01a1fedd-ad90-7368-929a-29337c0ba038','conversational','Yes, Fibre 300 is internet only, $49 a month.','delivered','','','','','','',1,1,0,0,0,0,0,1795261043612,1795261043612);
INSERT INTO message VALUES (119,'01a1fedd-af4b-728b-ad85-0c559f94a9d9','01a1fedd-af4b-7070-8f7d-3104be38497d',3,'inbound','01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-add7-7851-9554-831c58f6fdb5','01a1fedd-ae56-760e-8584-388a6874e7ba','01a1fedd-ae56-748d-ba34-7374dba0a985','01a1fedd-ae56-72c9-b9f6-41c0380d2bb1','','conversational','Perfect, how do I switch?','received','','','','','','',0,0,0,0,0,0,0,1795261523612,1795261523612);
INSERT INTO message VALUES (120,'01a1fedd-af4b-735d-9bfb-fa2a019f07f1','01a1fedd-af4b-7399-ae06-91ce00668bf4',1,'inbound','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-ae7b-7284-b7aa-cbcd8c926606','01a1fedd-ae75-7db0-a491-f7e0de511709','01a1fedd-ae75-7b91-9971-064ed2ddaf66','','conversational','Le technicien est passé, tout fonctionne. Merci !','received','','','','','','',0,0,0,0,0,0,0,1795268363612,1795268363612);
INSERT INTO message VALUES (121,'01a1fedd-af4b-74f2-89d9-8560e4e84101','01a1fedd-af4b-7399-ae06-91ce00668bf4',2,'outbound','01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-add9-75c1-833b-b38dc2c49232','01a1fedd-ae7b-7284-b7aa-cbcd8c926606','01a1fedd-ae75-7db0-a491-f7e0de511709','01a1fedd-ae75-7b91-9971-064ed2ddaf66','01a1fedd-add6-715f-a417-bc44bd3adcfb','conversational','Parfait, bonne journée !','pending','','','','','','',1,1,0,0,9000000000000,0,0,1795268663612,1795268663612);
INSERT INTO parked_receipt VALUES ('01a1fedd-add7-7106-8bfd-cd9cc8010cb6','p-parked','delivered','','',0,1);
INSERT INTO event VALUES (1157,1795172783612,'conversation.created','system','','01a1fedd-af46-7993-a92c-b65f7642d72e','','01a1fedd-af0f-7e33-b845-9ca3f8da22e3','');
INSERT INTO event VALUES (1158,1795172783612,'message.created','customer','01a1fedd-af0f-7e33-b845-9ca3f8da22e3','01a1fedd-af46-7993-a92c-b65f7642d72e','01a1fedd-af46-7963-bb9b-de268fabca19','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1159,1795180403612,'conversation.created','system','','01a1fedd-af46-7a74-8bd3-562ee2f06279','','01a1fedd-aea7-79ae-9fde-97d7a8ec039e','');
INSERT INTO event VALUES (1160,1795180403612,'message.created','customer','01a1fedd-aea7-79ae-9fde-97d7a8ec039e','01a1fedd-af46-7a74-8bd3-562ee2f06279','01a1fedd-af46-7a54-bfad-3dc3fd7f0fd5','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1161,1795180703612,'message.created','user','01a1fedd-add6-715f-a417-bc44bd3adcfb','01a1fedd-af46-7a74-8bd3-562ee2f06279','01a1fedd-af46-7b2d-b9a1-9a923ea0fd9e','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1162,1795181183612,'message.created','customer','01a1fedd-aea7-79ae-9fde-97d7a8ec039e','01a1fedd-af46-7a74-8bd3-562ee2f06279','01a1fedd-af46-7ba5-a919-5e05184c7089','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1163,1795193423612,'conversation.created','system','','01a1fedd-af46-7c3d-a4c2-0893eaa13132','','01a1fedd-ade6-71d5-a425-5ac4dae1de27','');
INSERT INTO event VALUES (1164,1795193423612,'message.created','customer','01a1fedd-ade6-71d5-a425-5ac4dae1de27','01a1fedd-af46-7c3d-a4c2-0893eaa13132','01a1fedd-af46-7c1e-9a46-a9014e12ccee','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1165,1795193723612,'message.created','user','01a1fedd-ad90-7368-929a-29337c0ba038','01a1fedd-af46-7c3d-a4c2-0893eaa13132','01a1fedd-af46-7cf4-8f17-687b93fa5d86','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1166,1795194203612,'message.created','customer','01a1fedd-ade6-71d5-a425-5ac4dae1de27','01a1fedd-af46-7c3d-a4c2-0893eaa13132','01a1fedd-af46-7d76-a404-921a52b0cf03','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1167,1795206443612,'conversation.created','system','','01a1fedd-af46-7e0b-8459-945b4797154f','','01a1fedd-adf8-7a58-a063-2fd29ac26787','');
INSERT INTO event VALUES (1168,1795206443612,'message.created','customer','01a1fedd-adf8-7a58-a063-2fd29ac26787','01a1fedd-af46-7e0b-8459-945b4797154f','01a1fedd-af46-7def-92f8-f806d5aaf61d','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1169,1795206743612,'message.created','user','01a1fedd-add6-715f-a417-bc44bd3adcfb','01a1fedd-af46-7e0b-8459-945b4797154f','01a1fedd-af46-7ec5-b043-44010743829a','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1170,1795207223612,'message.created','customer','01a1fedd-adf8-7a58-a063-2fd29ac26787','01a1fedd-af46-7e0b-8459-945b4797154f','01a1fedd-af47-7981-ac76-16a21fb4a5f7','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1171,1795207883612,'message.created','user','01a1fedd-add6-715f-a417-bc44bd3adcfb','01a1fedd-af46-7e0b-8459-945b4797154f','01a1fedd-af48-73e5-bb26-974350b84c05','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1172,1795208723612,'message.created','customer','01a1fedd-adf8-7a58-a063-2fd29ac26787','01a1fedd-af46-7e0b-8459-945b4797154f','01a1fedd-af48-789e-a75f-5d4e29a17980','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1173,1795214063612,'conversation.created','system','','01a1fedd-af48-79ec-8247-2a09b9f14cc8','','01a1fedd-ae6a-73e3-ad1c-122762399c87','');
INSERT INTO event VALUES (1174,1795214063612,'message.created','customer','01a1fedd-ae6a-73e3-ad1c-122762399c87','01a1fedd-af48-79ec-8247-2a09b9f14cc8','01a1fedd-af48-79aa-8555-2062bb6dbbcf','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1175,1795214363612,'message.created','user','01a1fedd-ad90-7368-929a-29337c0ba038','01a1fedd-af48-79ec-8247-2a09b9f14cc8','01a1fedd-af48-7cb8-8b70-de4499aea08a','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1176,1795227083612,'conversation.created','system','','01a1fedd-af48-7dce-bb6b-b4535f549cc6','','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','');
INSERT INTO event VALUES (1177,1795227083612,'message.created','customer','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','01a1fedd-af48-7dce-bb6b-b4535f549cc6','01a1fedd-af48-7d94-942a-8dd35b4bc999','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1178,1795227383612,'message.created','user','01a1fedd-add6-715f-a417-bc44bd3adcfb','01a1fedd-af48-7dce-bb6b-b4535f549cc6','01a1fedd-af48-7ec1-9f65-10ba289162f4','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1179,1795227863612,'message.created','customer','01a1fedd-aee7-75f6-a700-390e6e8a1d7e','01a1fedd-af48-7dce-bb6b-b4535f549cc6','01a1fedd-af4a-79b9-86f3-21f13ac5bd1d','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1180,1795234703612,'conversation.created','system','','01a1fedd-af4a-7b9a-85fc-f007b77ed981','','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7','');
INSERT INTO event VALUES (1181,1795234703612,'message.created','customer','01a1fedd-ade4-75e8-adf9-bdb24b4df6f7','01a1fedd-af4a-7b9a-85fc-f007b77ed981','01a1fedd-af4a-7b37-ae8c-c31e5888d222','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1182,1795235003612,'message.created','user','01a1fedd-ad90-7368-929a-29337c0ba038','01a1fedd-af4a-7b9a-85fc-f007b77ed981','01a1fedd-af4a-7d1d-bdce-d2200137465a','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1183,1795247723612,'conversation.created','system','','01a1fedd-af4a-7e33-b7c7-512eb3b30d80','','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f','');
INSERT INTO event VALUES (1184,1795247723612,'message.created','customer','01a1fedd-af22-7a67-80f1-dad7f2f8cd1f','01a1fedd-af4a-7e33-b7c7-512eb3b30d80','01a1fedd-af4a-7df8-9ae3-0e81a2154ad8','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1185,1795260743612,'conversation.created','system','','01a1fedd-af4b-7070-8f7d-3104be38497d','','01a1fedd-ae56-760e-8584-388a6874e7ba','');
INSERT INTO event VALUES (1186,1795260743612,'message.created','customer','01a1fedd-ae56-760e-8584-388a6874e7ba','01a1fedd-af4b-7070-8f7d-3104be38497d','01a1fedd-af4b-703d-9f5d-ed08f63bc316','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1187,1795261043612,'message.created','user','01a1fedd-ad90-7368-929a-29337c0ba038','01a1fedd-af4b-7070-8f7d-3104be38497d','01a1fedd-af4b-71bb-8bd3-24098634d827','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1188,1795261523612,'message.created','customer','01a1fedd-ae56-760e-8584-388a6874e7ba','01a1fedd-af4b-7070-8f7d-3104be38497d','01a1fedd-af4b-728b-ad85-0c559f94a9d9','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1189,1795268363612,'conversation.created','system','','01a1fedd-af4b-7399-ae06-91ce00668bf4','','01a1fedd-ae7b-7284-b7aa-cbcd8c926606','');
INSERT INTO event VALUES (1190,1795268363612,'message.created','customer','01a1fedd-ae7b-7284-b7aa-cbcd8c926606','01a1fedd-af4b-7399-ae06-91ce00668bf4','01a1fedd-af4b-735d-9bfb-fa2a019f07f1','','{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (1191,1795268663612,'message.created','user','01a1fedd-add6-715f-a417-bc44bd3adcfb','01a1fedd-af4b-7399-ae06-91ce00668bf4','01a1fedd-af4b-74f2-89d9-8560e4e84101','','{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (1192,1795277303715,'user.updated','system','','','','01a1fedd-ad50-7204-aad6-5a83f1357a77','{"changed":"token_created","token_id":"01a1fedd-afa3-74d0-9b65-7246644de3ad"}');
INSERT INTO event VALUES (1193,1795277304088,'draft.changed','user','01a1fedd-ad50-7204-aad6-5a83f1357a77','01a1fedd-af4b-7399-ae06-91ce00668bf4','','','{"user_id":"01a1fedd-ad50-7204-aad6-5a83f1357a77"}');
INSERT INTO event VALUES (1194,1795277304104,'conversation.read','user','01a1fedd-ad50-7204-aad6-5a83f1357a77','01a1fedd-af4b-7399-ae06-91ce00668bf4','','','{"inbound":"1","position":"2","user_id":"01a1fedd-ad50-7204-aad6-5a83f1357a77"}');
INSERT INTO event VALUES (1195,1795277304121,'account.created','token','01a1fedd-ad50-7204-aad6-5a83f1357a77','','','01a1fedd-b139-794c-a566-897b17ce32b1','');
INSERT INTO event VALUES (1196,1795277304138,'channel.created','token','01a1fedd-ad50-7204-aad6-5a83f1357a77','','','01a1fedd-b14a-7f33-ac5c-a320d2d59938','');
INSERT INTO lease VALUES ('channel:01a1fedd-add7-7106-8bfd-cd9cc8010cb6','01a1fedd-ad05-780e-b857-a4669b740cea',1,0);
INSERT INTO lease VALUES ('channel:01a1fedd-add9-7104-ab86-622e7444e9a2','01a1fedd-ad05-780e-b857-a4669b740cea',1,0);
INSERT INTO lease VALUES ('channel:01a1fedd-b14a-7f33-ac5c-a320d2d59938','01a1fedd-ad05-780e-b857-a4669b740cea',1,0);
INSERT INTO idempotency_key VALUES ('01a1fedd-ad50-7204-aad6-5a83f1357a77','/accounts','fixture-1','35490be888d4d95ffe4ca04ff9d11aa4c3dd5382a7f4fbe2d747d1a0508e16e3','{"id":"01a1fedd-b139-794c-a566-897b17ce32b1","name":"Fixture Farm","number":"F-1","status":"active","company":{"id":"00000000-0000-7000-8000-000000000201","name":"Harbor Fiber"},"parent":null,"note":"","version":1,"created_at":"2026-11-21T16:08:24.121Z","updated_at":"2026-11-21T16:08:24.121Z"}',1795277304122);
INSERT INTO role VALUES ('01a1fedd-ad05-7c47-ba22-0f1b91f71f64','super-admin','Super admin','ALTER_OTHERS_FILE ALTER_OTHERS_NOTE CREATE_ACCOUNT CREATE_CALL_LOG CREATE_CANNED_REPLY CREATE_CHANNEL CREATE_COMPANY CREATE_CONTACT CREATE_EMAIL_DOMAIN CREATE_EMAIL_MESSAGE CREATE_FILE CREATE_INBOUND_MAILBOX CREATE_MASS_EMAIL CREATE_MESSAGE_CATEGORY CREATE_NOTE CREATE_PHONE_NUMBER_TYPE CREATE_SAVED_MESSAGE_CATEGORY CREATE_SMS_MESSAGE CREATE_TICKET CREATE_TICKET_CATEGORY CREATE_TICKET_GROUP CREATE_TOKEN CREATE_TRIGGERED_EMAIL CREATE_TRIGGERED_SMS_MESSAGE CREATE_USER CREATE_WEBHOOK_ENDPOINT CREATE_WEBHOOK_ENDPOINT_EVENT DELETE_ACCOUNT DELETE_CALL_LOG DELETE_CANNED_REPLY DELETE_CHANNEL DELETE_CONTACT DELETE_DEPARTMENT DELETE_EMAIL_DOMAIN DELETE_EMAIL_MESSAGE DELETE_FILE DELETE_INBOUND_MAILBOX DELETE_MESSAGE_CATEGORY DELETE_NOTE DELETE_PHONE_NUMBER_TYPE DELETE_SAVED_MESSAGE_CATEGORY DELETE_SMS_MESSAGE DELETE_TICKET DELETE_TICKET_CATEGORY DELETE_TICKET_GROUP DELETE_TRIGGERED_EMAIL DELETE_TRIGGERED_SMS_MESSAGE DELETE_WEBHOOK_ENDPOINT DELETE_WEBHOOK_ENDPOINT_EVENT MANAGE_SONAR_BILLING READ_ALL_LOGS READ_CALL_LOG READ_CANNED_REPLY READ_CHANNEL READ_EMAIL_DOMAIN READ_EMAIL_MESSAGE READ_EVENT READ_INBOUND_MAILBOX READ_MASS_EMAIL READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP READ_TRIGGERED_EMAIL READ_TRIGGERED_SMS_MESSAGE READ_USER READ_WEBHOOK_ENDPOINT READ_WEBHOOK_ENDPOINT_EVENT UPDATE_ACCOUNT UPDATE_CALL_LOG UPDATE_CANNED_REPLY UPDATE_CHANNEL UPDATE_COMPANY UPDATE_CONTACT UPDATE_EMAIL_MESSAGE UPDATE_FILE UPDATE_INBOUND_MAILBOX UPDATE_MESSAGE_CATEGORY UPDATE_NOTE UPDATE_PHONE_NUMBER_TYPE UPDATE_SAVED_MESSAGE_CATEGORY UPDATE_SMS_MESSAGE UPDATE_SMS_SETTINGS UPDATE_SYSTEM_SETTINGS UPDATE_TICKET UPDATE_TICKETING_SETTINGS UPDATE_TICKET_CATEGORY UPDATE_TICKET_GROUP UPDATE_TRIGGERED_EMAIL UPDATE_TRIGGERED_SMS_MESSAGE UPDATE_USER UPDATE_WEBHOOK_ENDPOINT USE_SIMULATOR',1,1795277303045,1795277303045);
INSERT INTO role VALUES ('01a1fedd-ad05-7c4b-9635-19907928abad','admin','Admin','ALTER_OTHERS_FILE ALTER_OTHERS_NOTE CREATE_ACCOUNT CREATE_CALL_LOG CREATE_CANNED_REPLY CREATE_CHANNEL CREATE_COMPANY CREATE_CONTACT CREATE_EMAIL_DOMAIN CREATE_EMAIL_MESSAGE CREATE_FILE CREATE_INBOUND_MAILBOX CREATE_MASS_EMAIL CREATE_MESSAGE_CATEGORY CREATE_NOTE CREATE_PHONE_NUMBER_TYPE CREATE_SAVED_MESSAGE_CATEGORY CREATE_SMS_MESSAGE CREATE_TICKET CREATE_TICKET_CATEGORY CREATE_TICKET_GROUP CREATE_TOKEN CREATE_TRIGGERED_EMAIL CREATE_TRIGGERED_SMS_MESSAGE CREATE_USER CREATE_WEBHOOK_ENDPOINT CREATE_WEBHOOK_ENDPOINT_EVENT DELETE_ACCOUNT DELETE_CALL_LOG DELETE_CANNED_REPLY DELETE_CHANNEL DELETE_CONTACT DELETE_DEPARTMENT DELETE_EMAIL_DOMAIN DELETE_EMAIL_MESSAGE DELETE_FILE DELETE_INBOUND_MAILBOX DELETE_MESSAGE_CATEGORY DELETE_NOTE DELETE_PHONE_NUMBER_TYPE DELETE_SAVED_MESSAGE_CATEGORY DELETE_SMS_MESSAGE DELETE_TICKET DELETE_TICKET_CATEGORY DELETE_TICKET_GROUP DELETE_TRIGGERED_EMAIL DELETE_TRIGGERED_SMS_MESSAGE DELETE_WEBHOOK_ENDPOINT DELETE_WEBHOOK_ENDPOINT_EVENT READ_ALL_LOGS READ_CALL_LOG READ_CANNED_REPLY READ_CHANNEL READ_EMAIL_DOMAIN READ_EMAIL_MESSAGE READ_EVENT READ_INBOUND_MAILBOX READ_MASS_EMAIL READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP READ_TRIGGERED_EMAIL READ_TRIGGERED_SMS_MESSAGE READ_USER READ_WEBHOOK_ENDPOINT READ_WEBHOOK_ENDPOINT_EVENT UPDATE_ACCOUNT UPDATE_CALL_LOG UPDATE_CANNED_REPLY UPDATE_CHANNEL UPDATE_COMPANY UPDATE_CONTACT UPDATE_EMAIL_MESSAGE UPDATE_FILE UPDATE_INBOUND_MAILBOX UPDATE_MESSAGE_CATEGORY UPDATE_NOTE UPDATE_PHONE_NUMBER_TYPE UPDATE_SAVED_MESSAGE_CATEGORY UPDATE_SMS_MESSAGE UPDATE_SMS_SETTINGS UPDATE_SYSTEM_SETTINGS UPDATE_TICKET UPDATE_TICKETING_SETTINGS UPDATE_TICKET_CATEGORY UPDATE_TICKET_GROUP UPDATE_TRIGGERED_EMAIL UPDATE_TRIGGERED_SMS_MESSAGE UPDATE_USER UPDATE_WEBHOOK_ENDPOINT USE_SIMULATOR',1,1795277303045,1795277303045);
INSERT INTO role VALUES ('01a1fedd-ad05-7c4d-b428-d3b6d42d0a15','supervisor','Supervisor','ALTER_OTHERS_FILE ALTER_OTHERS_NOTE CREATE_ACCOUNT CREATE_CALL_LOG CREATE_CANNED_REPLY CREATE_CONTACT CREATE_EMAIL_MESSAGE CREATE_FILE CREATE_MASS_EMAIL CREATE_MESSAGE_CATEGORY CREATE_NOTE CREATE_SAVED_MESSAGE_CATEGORY CREATE_SMS_MESSAGE CREATE_TICKET CREATE_TICKET_CATEGORY CREATE_TICKET_GROUP CREATE_TOKEN CREATE_TRIGGERED_EMAIL CREATE_TRIGGERED_SMS_MESSAGE DELETE_ACCOUNT DELETE_CANNED_REPLY DELETE_CONTACT DELETE_EMAIL_MESSAGE DELETE_FILE DELETE_NOTE DELETE_SAVED_MESSAGE_CATEGORY DELETE_TICKET READ_CALL_LOG READ_CANNED_REPLY READ_CHANNEL READ_EMAIL_MESSAGE READ_EVENT READ_INBOUND_MAILBOX READ_MASS_EMAIL READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP READ_TRIGGERED_EMAIL READ_TRIGGERED_SMS_MESSAGE READ_USER UPDATE_ACCOUNT UPDATE_CALL_LOG UPDATE_CANNED_REPLY UPDATE_CONTACT UPDATE_EMAIL_MESSAGE UPDATE_FILE UPDATE_MESSAGE_CATEGORY UPDATE_NOTE UPDATE_SAVED_MESSAGE_CATEGORY UPDATE_SMS_MESSAGE UPDATE_TICKET UPDATE_TICKET_CATEGORY UPDATE_TICKET_GROUP UPDATE_TRIGGERED_EMAIL UPDATE_TRIGGERED_SMS_MESSAGE USE_SIMULATOR',1,1795277303045,1795277303045);
INSERT INTO role VALUES ('01a1fedd-ad05-7c4e-8f4e-83587a56edf6','agent','Agent','CREATE_CALL_LOG CREATE_CONTACT CREATE_FILE CREATE_NOTE CREATE_SMS_MESSAGE CREATE_TICKET READ_CALL_LOG READ_CANNED_REPLY READ_EMAIL_MESSAGE READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP UPDATE_ACCOUNT UPDATE_CONTACT UPDATE_FILE UPDATE_NOTE UPDATE_TICKET USE_SIMULATOR',1,1795277303045,1795277303045);
INSERT INTO app_user VALUES ('01a1fedd-ad50-7204-aad6-5a83f1357a77','admin@harbor.example','admin@harbor.example','Morgan Hale','01a1fedd-ad05-7c47-ba22-0f1b91f71f64','','$argon2id$v=19$m=19456,t=2,p=1$QxzP7p0CvZy7tlZH/KjRxQ$ZawC6jcTQ2H3aWQKRYSkijWVfid3lJYzQfWZrHqryMo',1,'','','{}',1,1795277303120,1795277303120,0);
INSERT INTO app_user VALUES ('01a1fedd-ad90-7368-929a-29337c0ba038','jake@harbor.example','jake@harbor.example','Jake','01a1fedd-ad05-7c4e-8f4e-83587a56edf6','201','$argon2id$v=19$m=19456,t=2,p=1$0EwN4dadsbryMPc6CBmQ/A$1qDkB2/drUd9P+l/BGzXXlLhoqvTrIvxYbqhE8d9mMw',1,'','','{}',1,1795277303184,1795277303184,1795277303797);
INSERT INTO app_user VALUES ('01a1fedd-add6-715f-a417-bc44bd3adcfb','wyatt@harbor.example','wyatt@harbor.example','Wyatt','01a1fedd-ad05-7c4e-8f4e-83587a56edf6','211','$argon2id$v=19$m=19456,t=2,p=1$58VmOJdLMMbaLQwpccyWyw$raA5VC5y4dzQDABe9As1m5j8Zbo+NIEYoRbtu6bML8s',1,'','','{}',1,1795277303254,1795277303254,0);
INSERT INTO session VALUES ('1474d26506df795b8acb95837387a446a748380b710f684b4380fad6eddcbd41','01a1fedd-ad90-7368-929a-29337c0ba038',x'7b22646561646c696e65223a22323032362d31322d30355431363a30383a32332e3739393639303435315a222c2276616c756573223a7b2275736572223a2230316131666564642d616439302d373336382d393239612d323933333763306261303338227d7d',1796486903799);
INSERT INTO api_token VALUES ('01a1fedd-afa3-74d0-9b65-7246644de3ad','01a1fedd-ad50-7204-aad6-5a83f1357a77','fixture','prl_D_lARh','7ac0c9e0c523b47cbe4bb0d4ca70f7c1efa128e73381bd113f717075530a1881',1795277303715,1795277303818,0);
INSERT INTO setting VALUES ('note','of the release before');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('goose_db_version',2);
INSERT INTO sqlite_sequence VALUES ('event',1196);
INSERT INTO sqlite_sequence VALUES ('message',121);
INSERT INTO message_search (rowid, text) VALUES (109, 'i was charged twice for november invoices 10442 and 10443 look identical');
INSERT INTO message_search (rowid, text) VALUES (110, 'you are right i have cancelled 10443 the refund takes 3 to 5 days');
INSERT INTO message_search (rowid, text) VALUES (111, 'bonjour mon modem clignote en rouge depuis hier soir');
INSERT INTO message_search (rowid, text) VALUES (112, 'bonjour pouvez vous le debrancher 30 secondes puis le rebrancher');
INSERT INTO message_search (rowid, text) VALUES (113, 'c est reparti merci beaucoup');
INSERT INTO message_search (rowid, text) VALUES (114, 'could you please move my appointment to friday afternoon i have to be at work until 3pm');
INSERT INTO message_search (rowid, text) VALUES (115, 'friday 15 30 to 17 00 is free shall i take it');
INSERT INTO message_search (rowid, text) VALUES (116, 'router lights power green pon off los red what now');
INSERT INTO message_search (rowid, text) VALUES (117, 'is there a plan without a tv box');
INSERT INTO message_search (rowid, text) VALUES (118, 'yes fibre 300 is internet only 49 a month');
INSERT INTO message_search (rowid, text) VALUES (119, 'perfect how do i switch');
INSERT INTO message_search (rowid, text) VALUES (120, 'le technicien est passe tout fonctionne merci');
INSERT INTO message_search (rowid, text) VALUES (121, 'parfait bonne journee');
