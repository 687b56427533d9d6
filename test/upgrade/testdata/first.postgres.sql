CREATE TABLE account (
    id text NOT NULL COLLATE pg_catalog."C",
    number text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    company_id text DEFAULT ''::text NOT NULL,
    parent_id text DEFAULT ''::text NOT NULL,
    status text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE address (
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    scope text DEFAULT ''::text NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL
);
CREATE TABLE api_token (
    id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    hash text NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint DEFAULT 0 NOT NULL,
    revoked_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE app_user (
    id text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL,
    email_key text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    role_id text NOT NULL,
    extension text DEFAULT ''::text NOT NULL,
    password_hash text NOT NULL,
    active integer DEFAULT 1 NOT NULL,
    locale text DEFAULT ''::text NOT NULL,
    time_zone text DEFAULT ''::text NOT NULL,
    preferences text DEFAULT '{}'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    last_login_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE channel (
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    name text NOT NULL,
    settings text NOT NULL,
    enabled integer DEFAULT 1 NOT NULL,
    paused_reason text DEFAULT ''::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE company (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    is_default integer DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE company_department (
    company_id text NOT NULL,
    department_id text NOT NULL,
    phone_number text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL
);
CREATE TABLE consent (
    id text NOT NULL COLLATE pg_catalog."C",
    address_id text NOT NULL,
    purpose text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    source text NOT NULL,
    actor_id text DEFAULT ''::text NOT NULL,
    wording text DEFAULT ''::text NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE contact (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    account_id text DEFAULT ''::text NOT NULL,
    role text DEFAULT ''::text NOT NULL,
    language text DEFAULT ''::text NOT NULL,
    time_zone text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    is_primary integer DEFAULT 0 NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE contact_address (
    contact_id text NOT NULL,
    address_id text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    phone_number_type_id text DEFAULT ''::text NOT NULL,
    extension text DEFAULT ''::text NOT NULL,
    label text DEFAULT ''::text NOT NULL
);
CREATE TABLE conversation (
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    channel_id text DEFAULT ''::text NOT NULL,
    sender_id text DEFAULT ''::text NOT NULL,
    address_id text DEFAULT ''::text NOT NULL,
    thread_key text DEFAULT ''::text NOT NULL,
    contact_id text DEFAULT ''::text NOT NULL,
    account_id text DEFAULT ''::text NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    inbound_count bigint DEFAULT 0 NOT NULL,
    answered_count bigint DEFAULT 0 NOT NULL,
    last_activity_at bigint NOT NULL,
    preview text DEFAULT ''::text NOT NULL,
    last_direction text DEFAULT ''::text NOT NULL,
    last_state text DEFAULT ''::text NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE department (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL
);
CREATE TABLE draft (
    conversation_id text NOT NULL,
    user_id text NOT NULL,
    text text NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE event (
    seq bigint NOT NULL,
    at bigint NOT NULL,
    type text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text DEFAULT ''::text NOT NULL,
    conversation_id text DEFAULT ''::text NOT NULL,
    message_id text DEFAULT ''::text NOT NULL,
    subject_id text DEFAULT ''::text NOT NULL,
    data text DEFAULT ''::text NOT NULL
);
CREATE TABLE goose_db_version (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);
ALTER TABLE goose_db_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME goose_db_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE idempotency_key (
    actor_id text NOT NULL,
    path text NOT NULL,
    idempotency_key text NOT NULL,
    body_hash text NOT NULL,
    answer text NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE lease (
    resource text NOT NULL,
    owner text NOT NULL,
    epoch bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE message (
    row_number bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    conversation_id text NOT NULL,
    "position" bigint NOT NULL,
    direction text NOT NULL,
    channel_id text DEFAULT ''::text NOT NULL,
    sender_id text DEFAULT ''::text NOT NULL,
    address_id text DEFAULT ''::text NOT NULL,
    contact_id text DEFAULT ''::text NOT NULL,
    account_id text DEFAULT ''::text NOT NULL,
    user_id text DEFAULT ''::text NOT NULL,
    purpose text DEFAULT ''::text NOT NULL,
    text text NOT NULL,
    state text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    reason_text text DEFAULT ''::text NOT NULL,
    provider_id text DEFAULT ''::text NOT NULL,
    provider_code text DEFAULT ''::text NOT NULL,
    client_id text DEFAULT ''::text NOT NULL,
    consent_id text DEFAULT ''::text NOT NULL,
    segments integer DEFAULT 0 NOT NULL,
    billed_segments integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    maybe_doubled integer DEFAULT 0 NOT NULL,
    due_at bigint DEFAULT 0 NOT NULL,
    give_up_at bigint DEFAULT 0 NOT NULL,
    lease_epoch bigint DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
ALTER TABLE message ALTER COLUMN row_number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME message_row_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE message_search (
    rowid bigint NOT NULL,
    text tsvector NOT NULL
);
CREATE TABLE parked_receipt (
    channel_id text NOT NULL,
    provider_id text NOT NULL,
    state text NOT NULL,
    code text DEFAULT ''::text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    opted_out integer DEFAULT 0 NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE phone_number_type (
    id text NOT NULL COLLATE pg_catalog."C",
    type_key text NOT NULL,
    name text NOT NULL,
    sms_capable integer DEFAULT 0 NOT NULL
);
CREATE TABLE read_position (
    conversation_id text NOT NULL,
    user_id text NOT NULL,
    "position" bigint NOT NULL,
    inbound_count bigint NOT NULL
);
CREATE TABLE role (
    id text NOT NULL COLLATE pg_catalog."C",
    role_key text NOT NULL,
    name text NOT NULL,
    permissions text NOT NULL,
    builtin integer DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE search_term (
    owner_kind text NOT NULL COLLATE pg_catalog."C",
    term text NOT NULL COLLATE pg_catalog."C",
    sort_key text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    owner_id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE sender (
    id text NOT NULL COLLATE pg_catalog."C",
    channel_id text NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    label text DEFAULT ''::text NOT NULL,
    is_default integer DEFAULT 0 NOT NULL,
    enabled integer DEFAULT 1 NOT NULL
);
CREATE TABLE session (
    token text NOT NULL,
    user_id text DEFAULT ''::text NOT NULL,
    data bytea NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE setting (
    name text NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C"
);
INSERT INTO account VALUES ('01a1fedd-c1de-76e6-9237-b422c373873a', 'HF-10126', 'Patel household', 'patel household', '00000000-0000-7000-8000-000000000201', '', 'active', '', 1, 1795277308382, 1795277308382);
INSERT INTO account VALUES ('01a1fedd-c40e-701f-8a84-0c49d950ec53', 'HF-11043', 'Famille Tremblay', 'famille tremblay', '01a1fedd-c18d-725e-afde-f10aa78c759e', '', 'active', '', 1, 1795277308942, 1795277308942);
INSERT INTO account VALUES ('01a1fedd-c45e-75cb-962a-a6437d64e99e', 'HF-11141', 'Anderson household', 'anderson household', '00000000-0000-7000-8000-000000000201', '', 'active', '', 1, 1795277309022, 1795277309022);
INSERT INTO account VALUES ('01a1fedd-c495-7801-8c45-bfd293406696', 'HF-11204', 'Cooper household', 'cooper household', '00000000-0000-7000-8000-000000000201', '', 'active', '', 1, 1795277309077, 1795277309077);
INSERT INTO account VALUES ('01a1fedd-c5c0-7a4c-a390-bd65561957bb', 'HF-11680', 'Edwards household', 'edwards household', '00000000-0000-7000-8000-000000000201', '', 'active', '', 1, 1795277309376, 1795277309376);
INSERT INTO account VALUES ('01a1fedd-c6bd-7ced-8c3d-c6638aea0e07', 'HF-12051', 'Famille Pelletier', 'famille pelletier', '01a1fedd-c18d-725e-afde-f10aa78c759e', '', 'active', '', 1, 1795277309629, 1795277309629);
INSERT INTO account VALUES ('01a1fedd-caa7-7d55-b86b-a5aa4402f28d', 'F-1', 'Fixture Farm', 'fixture farm', '00000000-0000-7000-8000-000000000201', '', 'active', '', 1, 1795277310631, 1795277310631);
INSERT INTO address VALUES ('01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', 'phone', '', '+14135550141', 1795277308383);
INSERT INTO address VALUES ('01a1fedd-c40f-731e-b03e-45913a37ecc2', 'phone', '', '+14505550157', 1795277308942);
INSERT INTO address VALUES ('01a1fedd-c470-7880-aa6f-11b0a7063203', 'phone', '', '+14015550156', 1795277309040);
INSERT INTO address VALUES ('01a1fedd-c496-76a0-b447-4dd59e036595', 'phone', '', '+16035550158', 1795277309078);
INSERT INTO address VALUES ('01a1fedd-c5c3-7287-a630-be0a8644c800', 'phone', '', '+15085550166', 1795277309378);
INSERT INTO address VALUES ('01a1fedd-c6c2-7df5-b540-c204376bc6e3', 'phone', '', '+14505550170', 1795277309634);
INSERT INTO api_token VALUES ('01a1fedd-c7fa-7825-8af5-1bb39ebb227e', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', 'fixture', 'prl_r3NhD9', 'b547f5fae530d2228c089368d253adbec7dac92a16f9f3ca637e2bd8beb66b4e', 1795277309946, 1795277310053, 0);
INSERT INTO app_user VALUES ('01a1fedd-c0db-760e-b0c0-c70ee7847ce8', 'admin@harbor.example', 'admin@harbor.example', 'Morgan Hale', '01a1fedd-c097-79bd-9c51-a9fb182437fc', '', '$argon2id$v=19$m=19456,t=2,p=1$nkT74gSaIG2sR41Qk6NIFw$7IvDiqUNA9KehdISaYirBZD1RkV50Kw9KLxAE1KKPnM', 1, '', '', '{}', 1, 1795277308123, 1795277308123, 0);
INSERT INTO app_user VALUES ('01a1fedd-c183-756f-ac28-37a6c838f843', 'wyatt@harbor.example', 'wyatt@harbor.example', 'Wyatt', '01a1fedd-c097-79c5-a9f4-f5f6a115f81b', '211', '$argon2id$v=19$m=19456,t=2,p=1$TMzD1gxRPzqvI98SXm0JTQ$9/4Z0dmsAf1jYFes/wnqBde8/jX0UvIPaSW1ykfOAyA', 1, '', '', '{}', 1, 1795277308291, 1795277308291, 0);
INSERT INTO app_user VALUES ('01a1fedd-c11e-7110-9498-17424cae1157', 'jake@harbor.example', 'jake@harbor.example', 'Jake', '01a1fedd-c097-79c5-a9f4-f5f6a115f81b', '201', '$argon2id$v=19$m=19456,t=2,p=1$ujYW7pQvcuhUY9J8FWbi6Q$/5a9O7EqDcKsXd11eCCpir1PSQhO3OpDghq8XJ1mU6Y', 1, '', '', '{}', 1, 1795277308190, 1795277308190, 1795277310018);
INSERT INTO channel VALUES ('01a1fedd-c185-70e9-9474-f61879b86239', 'simulator', 'Harbor Fiber', '{"delivery_receipts":"true","from":"+12025550100","opt_out":"parley","rate":"0","regions":"US,CA","require_opt_in":"false","window":"64"}', 1, '', 1, 1795277308293, 1795277308293, 0);
INSERT INTO channel VALUES ('01a1fedd-c188-78d1-8309-ce5d04f0b3a4', 'simulator', 'Fibre du Port', '{"delivery_receipts":"true","from":"+15145550100","opt_out":"parley","rate":"0","regions":"US,CA","require_opt_in":"false","window":"64"}', 1, '', 1, 1795277308296, 1795277308296, 0);
INSERT INTO channel VALUES ('01a1fedd-cabc-7706-bd65-15e10f8ba164', 'kannel', 'Gateway', '{"base_url":"https://gateway.example","callback_token":"v1.QmQwuGCpvxGmeIS_wORnmq22CTCLnV7SuP_RuYaFZv4DUhJcACEtYbe7vr63DIIf1AQmm3FfF4Z03LFuboIcksEkb_8","from":"+12025550199","opt_out":"parley","password":"v1.qq3SS3ouszBH7y4c-faGD6YkiL7J3StEbGLYwfY","rate":"0","regions":"US,CA","require_opt_in":"false","username":"u","window":"64"}', 1, '', 1, 1795277310652, 1795277310652, 0);
INSERT INTO company VALUES ('00000000-0000-7000-8000-000000000201', 'Harbor Fiber', 'harbor fiber', 1, 0);
INSERT INTO company VALUES ('01a1fedd-c18d-725e-afde-f10aa78c759e', 'Fibre du Port', 'fibre du port', 0, 1795277308301);
INSERT INTO company_department VALUES ('00000000-0000-7000-8000-000000000201', '01a1fedd-c18a-7dd0-954c-11d191e6be9a', '+12025550110', 'support@harbor.example');
INSERT INTO company_department VALUES ('00000000-0000-7000-8000-000000000201', '01a1fedd-c18a-7dd2-b3bb-357b47b1a22d', '+12025550120', 'billing@harbor.example');
INSERT INTO company_department VALUES ('00000000-0000-7000-8000-000000000201', '01a1fedd-c18a-7dd5-9ae9-617304c2e48b', '+12025550130', 'sales@harbor.example');
INSERT INTO company_department VALUES ('01a1fedd-c18d-725e-afde-f10aa78c759e', '01a1fedd-c18a-7dd0-954c-11d191e6be9a', '+15145550110', 'soutien@port.example');
INSERT INTO company_department VALUES ('01a1fedd-c18d-725e-afde-f10aa78c759e', '01a1fedd-c18a-7dd2-b3bb-357b47b1a22d', '+15145550120', 'facturation@port.example');
INSERT INTO company_department VALUES ('01a1fedd-c18d-725e-afde-f10aa78c759e', '01a1fedd-c18a-7dd5-9ae9-617304c2e48b', '+15145550130', 'ventes@port.example');
INSERT INTO consent VALUES ('01a1fedd-c1e2-7098-882d-01a8fbd194d5', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', '', 'opted_in', 'user', '', '', 1795277308386);
INSERT INTO consent VALUES ('01a1fedd-c410-7c06-9fcf-b9215b6b1894', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '', 'opted_in', 'user', '', '', 1795277308944);
INSERT INTO consent VALUES ('01a1fedd-c471-7cf0-b2ac-cac89e9d04b8', '01a1fedd-c470-7880-aa6f-11b0a7063203', '', 'opted_in', 'user', '', '', 1795277309041);
INSERT INTO consent VALUES ('01a1fedd-c497-77b4-acd5-6d61cf5bf28c', '01a1fedd-c496-76a0-b447-4dd59e036595', '', 'opted_in', 'user', '', '', 1795277309079);
INSERT INTO consent VALUES ('01a1fedd-c5c3-7e08-b0cf-85b07131b3e6', '01a1fedd-c5c3-7287-a630-be0a8644c800', '', 'opted_in', 'user', '', '', 1795277309379);
INSERT INTO consent VALUES ('01a1fedd-c6c4-779c-b9c6-6b51db555250', '01a1fedd-c6c2-7df5-b540-c204376bc6e3', '', 'opted_in', 'user', '', '', 1795277309636);
INSERT INTO contact VALUES ('01a1fedd-c1df-76a6-9782-13dd46e59c80', 'Mason Patel', 'mason patel', '01a1fedd-c1de-76e6-9237-b422c373873a', '', 'en', 'America/New_York', '', 1, 1, 1795277308383, 1795277308383);
INSERT INTO contact VALUES ('01a1fedd-c40e-7dca-bb20-ddba8df49e09', 'Cédric Tremblay', 'cedric tremblay', '01a1fedd-c40e-701f-8a84-0c49d950ec53', '', 'fr', 'America/Toronto', '', 1, 1, 1795277308942, 1795277308942);
INSERT INTO contact VALUES ('01a1fedd-c411-7623-b21f-a5eb700b52be', 'Raphaël Tremblay', 'raphael tremblay', '01a1fedd-c40e-701f-8a84-0c49d950ec53', '', 'fr', 'America/Toronto', '', 0, 1, 1795277308945, 1795277308945);
INSERT INTO contact VALUES ('01a1fedd-c470-73da-b837-73bb6dbe2624', 'Chloe Anderson', 'chloe anderson', '01a1fedd-c45e-75cb-962a-a6437d64e99e', '', 'en', 'America/New_York', '', 0, 1, 1795277309040, 1795277309040);
INSERT INTO contact VALUES ('01a1fedd-c496-72e1-8d1a-0c02a40dda23', 'Hazel Cooper', 'hazel cooper', '01a1fedd-c495-7801-8c45-bfd293406696', '', 'en', 'America/New_York', '', 1, 1, 1795277309078, 1795277309078);
INSERT INTO contact VALUES ('01a1fedd-c498-7286-959e-44d1a9d1392e', 'Mia Cooper', 'mia cooper', '01a1fedd-c495-7801-8c45-bfd293406696', '', 'en', 'America/New_York', '', 0, 1, 1795277309080, 1795277309080);
INSERT INTO contact VALUES ('01a1fedd-c5c2-7e66-a0d8-f349af4f76e5', 'Hazel Edwards', 'hazel edwards', '01a1fedd-c5c0-7a4c-a390-bd65561957bb', '', 'en', 'America/New_York', '', 0, 1, 1795277309378, 1795277309378);
INSERT INTO contact VALUES ('01a1fedd-c6c2-791e-9e3b-3973cdff515d', 'Simone Pelletier', 'simone pelletier', '01a1fedd-c6bd-7ced-8c3d-c6638aea0e07', '', 'fr', 'America/Toronto', '', 1, 1, 1795277309634, 1795277309634);
INSERT INTO contact_address VALUES ('01a1fedd-c1df-76a6-9782-13dd46e59c80', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO contact_address VALUES ('01a1fedd-c40e-7dca-bb20-ddba8df49e09', '01a1fedd-c40f-731e-b03e-45913a37ecc2', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO contact_address VALUES ('01a1fedd-c411-7623-b21f-a5eb700b52be', '01a1fedd-c40f-731e-b03e-45913a37ecc2', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO contact_address VALUES ('01a1fedd-c470-73da-b837-73bb6dbe2624', '01a1fedd-c470-7880-aa6f-11b0a7063203', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO contact_address VALUES ('01a1fedd-c496-72e1-8d1a-0c02a40dda23', '01a1fedd-c496-76a0-b447-4dd59e036595', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO contact_address VALUES ('01a1fedd-c498-7286-959e-44d1a9d1392e', '01a1fedd-c496-76a0-b447-4dd59e036595', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO contact_address VALUES ('01a1fedd-c5c2-7e66-a0d8-f349af4f76e5', '01a1fedd-c5c3-7287-a630-be0a8644c800', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO contact_address VALUES ('01a1fedd-c6c2-791e-9e3b-3973cdff515d', '01a1fedd-c6c2-7df5-b540-c204376bc6e3', 0, '00000000-0000-7000-8000-000000000101', '', '');
INSERT INTO conversation VALUES ('01a1fedd-c751-7160-9231-939e04b14cb1', 'customer', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c470-7880-aa6f-11b0a7063203', '', '01a1fedd-c470-73da-b837-73bb6dbe2624', '01a1fedd-c45e-75cb-962a-a6437d64e99e', 2, 1, 1, 1795214369691, 'You are right, I have cancelled 10443. The refund takes 3 to 5 days.', 'outbound', 'delivered', 1795214069691);
INSERT INTO conversation VALUES ('01a1fedd-c752-7af8-a834-15dbecc27975', 'customer', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c5c3-7287-a630-be0a8644c800', '', '01a1fedd-c5c2-7e66-a0d8-f349af4f76e5', '01a1fedd-c5c0-7a4c-a390-bd65561957bb', 3, 2, 1, 1795227869691, 'C''est reparti, merci beaucoup !', 'inbound', 'received', 1795227089691);
INSERT INTO conversation VALUES ('01a1fedd-c754-7bb6-a252-a079ab99a3df', 'customer', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', '', '01a1fedd-c1df-76a6-9782-13dd46e59c80', '01a1fedd-c1de-76e6-9237-b422c373873a', 2, 1, 1, 1795235009691, 'Friday 15:30 to 17:00 is free. Shall I take it?', 'outbound', 'delivered', 1795234709691);
INSERT INTO conversation VALUES ('01a1fedd-c756-775b-9090-4471777e21a0', 'customer', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c6c2-7df5-b540-c204376bc6e3', '', '01a1fedd-c6c2-791e-9e3b-3973cdff515d', '01a1fedd-c6bd-7ced-8c3d-c6638aea0e07', 1, 1, 0, 1795247729691, 'Router lights: power green, PON off, LOS red. What now?', 'inbound', 'received', 1795247729691);
INSERT INTO conversation VALUES ('01a1fedd-c757-765a-8d04-39edabad3109', 'customer', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '', '01a1fedd-c40e-7dca-bb20-ddba8df49e09', '01a1fedd-c40e-701f-8a84-0c49d950ec53', 3, 2, 1, 1795261529691, 'Perfect, how do I switch?', 'inbound', 'received', 1795260749691);
INSERT INTO conversation VALUES ('01a1fedd-c759-74c7-b99c-e7433e9cfba5', 'customer', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c496-76a0-b447-4dd59e036595', '', '01a1fedd-c496-72e1-8d1a-0c02a40dda23', '01a1fedd-c495-7801-8c45-bfd293406696', 2, 1, 1, 1795268669691, 'Parfait, bonne journée !', 'outbound', 'delivered', 1795268369691);
INSERT INTO department VALUES ('01a1fedd-c18a-7dd0-954c-11d191e6be9a', 'Support');
INSERT INTO department VALUES ('01a1fedd-c18a-7dd2-b3bb-357b47b1a22d', 'Billing');
INSERT INTO department VALUES ('01a1fedd-c18a-7dd5-9ae9-617304c2e48b', 'Sales');
INSERT INTO draft VALUES ('01a1fedd-c759-74c7-b99c-e7433e9cfba5', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', 'Let me look into it', 1795277310592);
INSERT INTO event VALUES (3059872, 1795247729691, 'conversation.created', 'system', '', '01a1fedd-c756-775b-9090-4471777e21a0', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3', '');
INSERT INTO event VALUES (3059846, 1795172789691, 'conversation.created', 'system', '', '01a1fedd-c749-770f-99f8-45ac5cd01916', '', '01a1fedd-c65b-7482-99c6-4d246079c6f2', '');
INSERT INTO event VALUES (3059847, 1795172789691, 'message.created', 'customer', '01a1fedd-c65b-7482-99c6-4d246079c6f2', '01a1fedd-c749-770f-99f8-45ac5cd01916', '01a1fedd-c749-75bf-85a3-d86354fa07a0', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059848, 1795180409691, 'conversation.created', 'system', '', '01a1fedd-c74a-7598-adb2-3260476df045', '', '01a1fedd-c4cf-75a1-b256-4dfc44c07c18', '');
INSERT INTO event VALUES (3059849, 1795180409691, 'message.created', 'customer', '01a1fedd-c4cf-75a1-b256-4dfc44c07c18', '01a1fedd-c74a-7598-adb2-3260476df045', '01a1fedd-c74a-7469-b576-034ad1a9f083', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059850, 1795180709691, 'message.created', 'user', '01a1fedd-c183-756f-ac28-37a6c838f843', '01a1fedd-c74a-7598-adb2-3260476df045', '01a1fedd-c74b-700d-882d-9cbf1c2a7665', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059851, 1795181189691, 'message.created', 'customer', '01a1fedd-c4cf-75a1-b256-4dfc44c07c18', '01a1fedd-c74a-7598-adb2-3260476df045', '01a1fedd-c74b-76a1-9c42-4ddc59489dcd', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059852, 1795193429691, 'conversation.created', 'system', '', '01a1fedd-c74c-70a7-acc8-2ae1fdca7911', '', '01a1fedd-c1f9-7c24-9629-cb65d8e67d76', '');
INSERT INTO event VALUES (3059853, 1795193429691, 'message.created', 'customer', '01a1fedd-c1f9-7c24-9629-cb65d8e67d76', '01a1fedd-c74c-70a7-acc8-2ae1fdca7911', '01a1fedd-c74b-7e33-a2c5-8026a72785fa', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059854, 1795193729691, 'message.created', 'user', '01a1fedd-c11e-7110-9498-17424cae1157', '01a1fedd-c74c-70a7-acc8-2ae1fdca7911', '01a1fedd-c74c-7a11-97bb-913027eeb082', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059855, 1795194209691, 'message.created', 'customer', '01a1fedd-c1f9-7c24-9629-cb65d8e67d76', '01a1fedd-c74c-70a7-acc8-2ae1fdca7911', '01a1fedd-c74d-70c5-94cc-09b2f09816f5', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059856, 1795206449691, 'conversation.created', 'system', '', '01a1fedd-c74d-7b36-9551-cdd9684cb4be', '', '01a1fedd-c27e-7bb4-9c90-828b968a2361', '');
INSERT INTO event VALUES (3059857, 1795206449691, 'message.created', 'customer', '01a1fedd-c27e-7bb4-9c90-828b968a2361', '01a1fedd-c74d-7b36-9551-cdd9684cb4be', '01a1fedd-c74d-798c-aa6d-86c421ebdf5f', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059858, 1795206749691, 'message.created', 'user', '01a1fedd-c183-756f-ac28-37a6c838f843', '01a1fedd-c74d-7b36-9551-cdd9684cb4be', '01a1fedd-c74e-7a18-b7fa-52d0a18d2535', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059859, 1795207229691, 'message.created', 'customer', '01a1fedd-c27e-7bb4-9c90-828b968a2361', '01a1fedd-c74d-7b36-9551-cdd9684cb4be', '01a1fedd-c74f-73c8-96ee-8de2e7b5e10b', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059860, 1795207889691, 'message.created', 'user', '01a1fedd-c183-756f-ac28-37a6c838f843', '01a1fedd-c74d-7b36-9551-cdd9684cb4be', '01a1fedd-c74f-7cd6-a9dd-dc404c3115d8', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059861, 1795208729691, 'message.created', 'customer', '01a1fedd-c27e-7bb4-9c90-828b968a2361', '01a1fedd-c74d-7b36-9551-cdd9684cb4be', '01a1fedd-c750-7637-a160-f23d1519f182', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059862, 1795214069691, 'conversation.created', 'system', '', '01a1fedd-c751-7160-9231-939e04b14cb1', '', '01a1fedd-c470-7880-aa6f-11b0a7063203', '');
INSERT INTO event VALUES (3059863, 1795214069691, 'message.created', 'customer', '01a1fedd-c470-7880-aa6f-11b0a7063203', '01a1fedd-c751-7160-9231-939e04b14cb1', '01a1fedd-c750-7eae-9d85-ef581bd8e472', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059864, 1795214369691, 'message.created', 'user', '01a1fedd-c11e-7110-9498-17424cae1157', '01a1fedd-c751-7160-9231-939e04b14cb1', '01a1fedd-c752-70a6-ba2d-85314fd08ae4', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059865, 1795227089691, 'conversation.created', 'system', '', '01a1fedd-c752-7af8-a834-15dbecc27975', '', '01a1fedd-c5c3-7287-a630-be0a8644c800', '');
INSERT INTO event VALUES (3059866, 1795227089691, 'message.created', 'customer', '01a1fedd-c5c3-7287-a630-be0a8644c800', '01a1fedd-c752-7af8-a834-15dbecc27975', '01a1fedd-c752-7945-ad96-d06769542cb2', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059867, 1795227389691, 'message.created', 'user', '01a1fedd-c183-756f-ac28-37a6c838f843', '01a1fedd-c752-7af8-a834-15dbecc27975', '01a1fedd-c753-77fc-9cee-104612ce04c8', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059868, 1795227869691, 'message.created', 'customer', '01a1fedd-c5c3-7287-a630-be0a8644c800', '01a1fedd-c752-7af8-a834-15dbecc27975', '01a1fedd-c754-7173-8de7-aab8b6e9699d', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059869, 1795234709691, 'conversation.created', 'system', '', '01a1fedd-c754-7bb6-a252-a079ab99a3df', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', '');
INSERT INTO event VALUES (3059870, 1795234709691, 'message.created', 'customer', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', '01a1fedd-c754-7bb6-a252-a079ab99a3df', '01a1fedd-c754-79cf-9173-d207b2deab5e', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059871, 1795235009691, 'message.created', 'user', '01a1fedd-c11e-7110-9498-17424cae1157', '01a1fedd-c754-7bb6-a252-a079ab99a3df', '01a1fedd-c755-7b47-8591-6f797d66a571', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059873, 1795247729691, 'message.created', 'customer', '01a1fedd-c6c2-7df5-b540-c204376bc6e3', '01a1fedd-c756-775b-9090-4471777e21a0', '01a1fedd-c756-752b-80bb-7eaccf57fec2', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059874, 1795260749691, 'conversation.created', 'system', '', '01a1fedd-c757-765a-8d04-39edabad3109', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '');
INSERT INTO event VALUES (3059875, 1795260749691, 'message.created', 'customer', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '01a1fedd-c757-765a-8d04-39edabad3109', '01a1fedd-c757-74c1-b376-6ca7edd46039', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059876, 1795261049691, 'message.created', 'user', '01a1fedd-c11e-7110-9498-17424cae1157', '01a1fedd-c757-765a-8d04-39edabad3109', '01a1fedd-c758-730b-947d-cafa3d53d9a1', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3059877, 1795261529691, 'message.created', 'customer', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '01a1fedd-c757-765a-8d04-39edabad3109', '01a1fedd-c758-7af8-b035-d4ffa1301f4b', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059878, 1795268369691, 'conversation.created', 'system', '', '01a1fedd-c759-74c7-b99c-e7433e9cfba5', '', '01a1fedd-c496-76a0-b447-4dd59e036595', '');
INSERT INTO event VALUES (3059879, 1795268369691, 'message.created', 'customer', '01a1fedd-c496-76a0-b447-4dd59e036595', '01a1fedd-c759-74c7-b99c-e7433e9cfba5', '01a1fedd-c759-7323-91ab-16959557d447', '', '{"direction":"inbound","state":"received"}');
INSERT INTO event VALUES (3059880, 1795268669691, 'message.created', 'user', '01a1fedd-c183-756f-ac28-37a6c838f843', '01a1fedd-c759-74c7-b99c-e7433e9cfba5', '01a1fedd-c75a-75b8-bab5-0c23eab12b18', '', '{"direction":"outbound","state":"delivered"}');
INSERT INTO event VALUES (3084288, 1795277309947, 'user.updated', 'system', '', '', '', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', '{"changed":"token_created","token_id":"01a1fedd-c7fa-7825-8af5-1bb39ebb227e"}');
INSERT INTO event VALUES (3100672, 1795277310592, 'draft.changed', 'user', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', '01a1fedd-c759-74c7-b99c-e7433e9cfba5', '', '', '{"user_id":"01a1fedd-c0db-760e-b0c0-c70ee7847ce8"}');
INSERT INTO event VALUES (3104768, 1795277310618, 'conversation.read', 'user', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', '01a1fedd-c759-74c7-b99c-e7433e9cfba5', '', '', '{"inbound":"1","position":"2","user_id":"01a1fedd-c0db-760e-b0c0-c70ee7847ce8"}');
INSERT INTO event VALUES (3108864, 1795277310634, 'account.created', 'token', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', '', '', '01a1fedd-caa7-7d55-b86b-a5aa4402f28d', '');
INSERT INTO event VALUES (3112960, 1795277310652, 'channel.created', 'token', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', '', '', '01a1fedd-cabc-7706-bd65-15e10f8ba164', '');
INSERT INTO goose_db_version VALUES (1, 0, true, '2026-11-21 16:08:27.930615');
INSERT INTO goose_db_version VALUES (2, 1, true, '2026-11-21 16:08:27.950063');
INSERT INTO idempotency_key VALUES ('01a1fedd-c0db-760e-b0c0-c70ee7847ce8', '/accounts', 'fixture-1', '35490be888d4d95ffe4ca04ff9d11aa4c3dd5382a7f4fbe2d747d1a0508e16e3', '{"id":"01a1fedd-caa7-7d55-b86b-a5aa4402f28d","name":"Fixture Farm","number":"F-1","status":"active","company":{"id":"00000000-0000-7000-8000-000000000201","name":"Harbor Fiber"},"parent":null,"note":"","version":1,"created_at":"2026-11-21T16:08:30.631Z","updated_at":"2026-11-21T16:08:30.631Z"}', 1795277310634);
INSERT INTO lease VALUES ('channel:01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c097-77ad-b569-8b040f9b3882', 1, 0);
INSERT INTO lease VALUES ('channel:01a1fedd-cabc-7706-bd65-15e10f8ba164', '01a1fedd-c097-77ad-b569-8b040f9b3882', 1, 0);
INSERT INTO lease VALUES ('channel:01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c097-77ad-b569-8b040f9b3882', 1, 0);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (109, '01a1fedd-c750-7eae-9d85-ef581bd8e472', '01a1fedd-c751-7160-9231-939e04b14cb1', 1, 'inbound', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c470-7880-aa6f-11b0a7063203', '01a1fedd-c470-73da-b837-73bb6dbe2624', '01a1fedd-c45e-75cb-962a-a6437d64e99e', '', 'conversational', 'I was charged twice for November. Invoices 10442 and 10443 look identical.', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795214069691, 1795214069691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (110, '01a1fedd-c752-70a6-ba2d-85314fd08ae4', '01a1fedd-c751-7160-9231-939e04b14cb1', 2, 'outbound', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c470-7880-aa6f-11b0a7063203', '01a1fedd-c470-73da-b837-73bb6dbe2624', '01a1fedd-c45e-75cb-962a-a6437d64e99e', '01a1fedd-c11e-7110-9498-17424cae1157', 'conversational', 'You are right, I have cancelled 10443. The refund takes 3 to 5 days.', 'delivered', '', '', '', '', '', '', 1, 1, 0, 0, 0, 0, 0, 1795214369691, 1795214369691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (111, '01a1fedd-c752-7945-ad96-d06769542cb2', '01a1fedd-c752-7af8-a834-15dbecc27975', 1, 'inbound', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c5c3-7287-a630-be0a8644c800', '01a1fedd-c5c2-7e66-a0d8-f349af4f76e5', '01a1fedd-c5c0-7a4c-a390-bd65561957bb', '', 'conversational', 'Bonjour, mon modem clignote en rouge depuis hier soir.', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795227089691, 1795227089691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (112, '01a1fedd-c753-77fc-9cee-104612ce04c8', '01a1fedd-c752-7af8-a834-15dbecc27975', 2, 'outbound', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c5c3-7287-a630-be0a8644c800', '01a1fedd-c5c2-7e66-a0d8-f349af4f76e5', '01a1fedd-c5c0-7a4c-a390-bd65561957bb', '01a1fedd-c183-756f-ac28-37a6c838f843', 'conversational', 'Bonjour ! Pouvez-vous le débrancher 30 secondes, puis le rebrancher ?', 'delivered', '', '', '', '', '', '', 1, 1, 0, 0, 0, 0, 0, 1795227389691, 1795227389691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (113, '01a1fedd-c754-7173-8de7-aab8b6e9699d', '01a1fedd-c752-7af8-a834-15dbecc27975', 3, 'inbound', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c5c3-7287-a630-be0a8644c800', '01a1fedd-c5c2-7e66-a0d8-f349af4f76e5', '01a1fedd-c5c0-7a4c-a390-bd65561957bb', '', 'conversational', 'C''est reparti, merci beaucoup !', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795227869691, 1795227869691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (114, '01a1fedd-c754-79cf-9173-d207b2deab5e', '01a1fedd-c754-7bb6-a252-a079ab99a3df', 1, 'inbound', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', '01a1fedd-c1df-76a6-9782-13dd46e59c80', '01a1fedd-c1de-76e6-9237-b422c373873a', '', 'conversational', 'Could you please move my appointment to Friday afternoon? I have to be at work until 3pm.', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795234709691, 1795234709691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (115, '01a1fedd-c755-7b47-8591-6f797d66a571', '01a1fedd-c754-7bb6-a252-a079ab99a3df', 2, 'outbound', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a', '01a1fedd-c1df-76a6-9782-13dd46e59c80', '01a1fedd-c1de-76e6-9237-b422c373873a', '01a1fedd-c11e-7110-9498-17424cae1157', 'conversational', 'Friday 15:30 to 17:00 is free. Shall I take it?', 'delivered', '', '', '', '', '', '', 1, 1, 0, 0, 0, 0, 0, 1795235009691, 1795235009691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (116, '01a1fedd-c756-752b-80bb-7eaccf57fec2', '01a1fedd-c756-775b-9090-4471777e21a0', 1, 'inbound', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c6c2-7df5-b540-c204376bc6e3', '01a1fedd-c6c2-791e-9e3b-3973cdff515d', '01a1fedd-c6bd-7ced-8c3d-c6638aea0e07', '', 'conversational', 'Router lights: power green, PON off, LOS red. What now?', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795247729691, 1795247729691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (117, '01a1fedd-c757-74c1-b376-6ca7edd46039', '01a1fedd-c757-765a-8d04-39edabad3109', 1, 'inbound', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '01a1fedd-c40e-7dca-bb20-ddba8df49e09', '01a1fedd-c40e-701f-8a84-0c49d950ec53', '', 'conversational', 'Is there a plan without a TV box?', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795260749691, 1795260749691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (118, '01a1fedd-c758-730b-947d-cafa3d53d9a1', '01a1fedd-c757-765a-8d04-39edabad3109', 2, 'outbound', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '01a1fedd-c40e-7dca-bb20-ddba8df49e09', '01a1fedd-c40e-701f-8a84-0c49d950ec53', '01a1fedd-c11e-7110-9498-17424cae1157', 'conversational', 'Yes, Fibre 300 is internet only, $49 a month.', 'delivered', '', '', '', '', '', '', 1, 1, 0, 0, 0, 0, 0, 1795261049691, 1795261049691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (119, '01a1fedd-c758-7af8-b035-d4ffa1301f4b', '01a1fedd-c757-765a-8d04-39edabad3109', 3, 'inbound', '01a1fedd-c185-70e9-9474-f61879b86239', '01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c40f-731e-b03e-45913a37ecc2', '01a1fedd-c40e-7dca-bb20-ddba8df49e09', '01a1fedd-c40e-701f-8a84-0c49d950ec53', '', 'conversational', 'Perfect, how do I switch?', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795261529691, 1795261529691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (120, '01a1fedd-c759-7323-91ab-16959557d447', '01a1fedd-c759-74c7-b99c-e7433e9cfba5', 1, 'inbound', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c496-76a0-b447-4dd59e036595', '01a1fedd-c496-72e1-8d1a-0c02a40dda23', '01a1fedd-c495-7801-8c45-bfd293406696', '', 'conversational', 'Le technicien est passé, tout fonctionne. Merci !', 'received', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 1795268369691, 1795268369691);
INSERT INTO message OVERRIDING SYSTEM VALUE VALUES (121, '01a1fedd-c75a-75b8-bab5-0c23eab12b18', '01a1fedd-c759-74c7-b99c-e7433e9cfba5', 2, 'outbound', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c496-76a0-b447-4dd59e036595', '01a1fedd-c496-72e1-8d1a-0c02a40dda23', '01a1fedd-c495-7801-8c45-bfd293406696', '01a1fedd-c183-756f-ac28-37a6c838f843', 'conversational', 'Parfait, bonne journée !', 'pending', '', '', '', '', '', '', 1, 1, 0, 0, 9000000000000, 0, 0, 1795268669691, 1795268669691);
INSERT INTO message_search VALUES (109, '''10442'' ''10443'' ''and'' ''charged'' ''for'' ''i'' ''identical'' ''invoices'' ''look'' ''november'' ''twice'' ''was''');
INSERT INTO message_search VALUES (110, '''10443'' ''3'' ''5'' ''are'' ''cancelled'' ''days'' ''have'' ''i'' ''refund'' ''right'' ''takes'' ''the'' ''to'' ''you''');
INSERT INTO message_search VALUES (111, '''bonjour'' ''clignote'' ''depuis'' ''en'' ''hier'' ''modem'' ''mon'' ''rouge'' ''soir''');
INSERT INTO message_search VALUES (112, '''30'' ''bonjour'' ''debrancher'' ''le'' ''pouvez'' ''puis'' ''rebrancher'' ''secondes'' ''vous''');
INSERT INTO message_search VALUES (113, '''beaucoup'' ''c'' ''est'' ''merci'' ''reparti''');
INSERT INTO message_search VALUES (114, '''3pm'' ''afternoon'' ''appointment'' ''at'' ''be'' ''could'' ''friday'' ''have'' ''i'' ''move'' ''my'' ''please'' ''to'' ''until'' ''work'' ''you''');
INSERT INTO message_search VALUES (115, '''00'' ''15'' ''17'' ''30'' ''free'' ''friday'' ''i'' ''is'' ''it'' ''shall'' ''take'' ''to''');
INSERT INTO message_search VALUES (116, '''green'' ''lights'' ''los'' ''now'' ''off'' ''pon'' ''power'' ''red'' ''router'' ''what''');
INSERT INTO message_search VALUES (117, '''a'' ''box'' ''is'' ''plan'' ''there'' ''tv'' ''without''');
INSERT INTO message_search VALUES (118, '''300'' ''49'' ''a'' ''fibre'' ''internet'' ''is'' ''month'' ''only'' ''yes''');
INSERT INTO message_search VALUES (119, '''do'' ''how'' ''i'' ''perfect'' ''switch''');
INSERT INTO message_search VALUES (120, '''est'' ''fonctionne'' ''le'' ''merci'' ''passe'' ''technicien'' ''tout''');
INSERT INTO message_search VALUES (121, '''bonne'' ''journee'' ''parfait''');
INSERT INTO parked_receipt VALUES ('01a1fedd-c185-70e9-9474-f61879b86239', 'p-parked', 'delivered', '', '', 0, 1);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000101', 'mobile', 'Mobile', 1);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000102', 'home', 'Home', 0);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000103', 'work', 'Work', 0);
INSERT INTO phone_number_type VALUES ('00000000-0000-7000-8000-000000000104', 'fax', 'Fax', 0);
INSERT INTO read_position VALUES ('01a1fedd-c759-74c7-b99c-e7433e9cfba5', '01a1fedd-c0db-760e-b0c0-c70ee7847ce8', 2, 1);
INSERT INTO role VALUES ('01a1fedd-c097-79c2-a38d-9a762953a6f6', 'admin', 'Admin', 'ALTER_OTHERS_FILE ALTER_OTHERS_NOTE CREATE_ACCOUNT CREATE_CALL_LOG CREATE_CANNED_REPLY CREATE_CHANNEL CREATE_COMPANY CREATE_CONTACT CREATE_EMAIL_DOMAIN CREATE_EMAIL_MESSAGE CREATE_FILE CREATE_INBOUND_MAILBOX CREATE_MASS_EMAIL CREATE_MESSAGE_CATEGORY CREATE_NOTE CREATE_PHONE_NUMBER_TYPE CREATE_SAVED_MESSAGE_CATEGORY CREATE_SMS_MESSAGE CREATE_TICKET CREATE_TICKET_CATEGORY CREATE_TICKET_GROUP CREATE_TOKEN CREATE_TRIGGERED_EMAIL CREATE_TRIGGERED_SMS_MESSAGE CREATE_USER CREATE_WEBHOOK_ENDPOINT CREATE_WEBHOOK_ENDPOINT_EVENT DELETE_ACCOUNT DELETE_CALL_LOG DELETE_CANNED_REPLY DELETE_CHANNEL DELETE_CONTACT DELETE_DEPARTMENT DELETE_EMAIL_DOMAIN DELETE_EMAIL_MESSAGE DELETE_FILE DELETE_INBOUND_MAILBOX DELETE_MESSAGE_CATEGORY DELETE_NOTE DELETE_PHONE_NUMBER_TYPE DELETE_SAVED_MESSAGE_CATEGORY DELETE_SMS_MESSAGE DELETE_TICKET DELETE_TICKET_CATEGORY DELETE_TICKET_GROUP DELETE_TRIGGERED_EMAIL DELETE_TRIGGERED_SMS_MESSAGE DELETE_WEBHOOK_ENDPOINT DELETE_WEBHOOK_ENDPOINT_EVENT READ_ALL_LOGS READ_CALL_LOG READ_CANNED_REPLY READ_CHANNEL READ_EMAIL_DOMAIN READ_EMAIL_MESSAGE READ_EVENT READ_INBOUND_MAILBOX READ_MASS_EMAIL READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP READ_TRIGGERED_EMAIL READ_TRIGGERED_SMS_MESSAGE READ_USER READ_WEBHOOK_ENDPOINT READ_WEBHOOK_ENDPOINT_EVENT UPDATE_ACCOUNT UPDATE_CALL_LOG UPDATE_CANNED_REPLY UPDATE_CHANNEL UPDATE_COMPANY UPDATE_CONTACT UPDATE_EMAIL_MESSAGE UPDATE_FILE UPDATE_INBOUND_MAILBOX UPDATE_MESSAGE_CATEGORY UPDATE_NOTE UPDATE_PHONE_NUMBER_TYPE UPDATE_SAVED_MESSAGE_CATEGORY UPDATE_SMS_MESSAGE UPDATE_SMS_SETTINGS UPDATE_SYSTEM_SETTINGS UPDATE_TICKET UPDATE_TICKETING_SETTINGS UPDATE_TICKET_CATEGORY UPDATE_TICKET_GROUP UPDATE_TRIGGERED_EMAIL UPDATE_TRIGGERED_SMS_MESSAGE UPDATE_USER UPDATE_WEBHOOK_ENDPOINT USE_SIMULATOR', 1, 1795277308055, 1795277308055);
INSERT INTO role VALUES ('01a1fedd-c097-79c4-bf2d-56319f9efa0e', 'supervisor', 'Supervisor', 'ALTER_OTHERS_FILE ALTER_OTHERS_NOTE CREATE_ACCOUNT CREATE_CALL_LOG CREATE_CANNED_REPLY CREATE_CONTACT CREATE_EMAIL_MESSAGE CREATE_FILE CREATE_MASS_EMAIL CREATE_MESSAGE_CATEGORY CREATE_NOTE CREATE_SAVED_MESSAGE_CATEGORY CREATE_SMS_MESSAGE CREATE_TICKET CREATE_TICKET_CATEGORY CREATE_TICKET_GROUP CREATE_TOKEN CREATE_TRIGGERED_EMAIL CREATE_TRIGGERED_SMS_MESSAGE DELETE_ACCOUNT DELETE_CANNED_REPLY DELETE_CONTACT DELETE_EMAIL_MESSAGE DELETE_FILE DELETE_NOTE DELETE_SAVED_MESSAGE_CATEGORY DELETE_TICKET READ_CALL_LOG READ_CANNED_REPLY READ_CHANNEL READ_EMAIL_MESSAGE READ_EVENT READ_INBOUND_MAILBOX READ_MASS_EMAIL READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP READ_TRIGGERED_EMAIL READ_TRIGGERED_SMS_MESSAGE READ_USER UPDATE_ACCOUNT UPDATE_CALL_LOG UPDATE_CANNED_REPLY UPDATE_CONTACT UPDATE_EMAIL_MESSAGE UPDATE_FILE UPDATE_MESSAGE_CATEGORY UPDATE_NOTE UPDATE_SAVED_MESSAGE_CATEGORY UPDATE_SMS_MESSAGE UPDATE_TICKET UPDATE_TICKET_CATEGORY UPDATE_TICKET_GROUP UPDATE_TRIGGERED_EMAIL UPDATE_TRIGGERED_SMS_MESSAGE USE_SIMULATOR', 1, 1795277308055, 1795277308055);
INSERT INTO role VALUES ('01a1fedd-c097-79c5-a9f4-f5f6a115f81b', 'agent', 'Agent', 'CREATE_CALL_LOG CREATE_CONTACT CREATE_FILE CREATE_NOTE CREATE_SMS_MESSAGE CREATE_TICKET READ_CALL_LOG READ_CANNED_REPLY READ_EMAIL_MESSAGE READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP UPDATE_ACCOUNT UPDATE_CONTACT UPDATE_FILE UPDATE_NOTE UPDATE_TICKET USE_SIMULATOR', 1, 1795277308055, 1795277308055);
INSERT INTO role VALUES ('01a1fedd-c097-79bd-9c51-a9fb182437fc', 'super-admin', 'Super admin', 'ALTER_OTHERS_FILE ALTER_OTHERS_NOTE CREATE_ACCOUNT CREATE_CALL_LOG CREATE_CANNED_REPLY CREATE_CHANNEL CREATE_COMPANY CREATE_CONTACT CREATE_EMAIL_DOMAIN CREATE_EMAIL_MESSAGE CREATE_FILE CREATE_INBOUND_MAILBOX CREATE_MASS_EMAIL CREATE_MESSAGE_CATEGORY CREATE_NOTE CREATE_PHONE_NUMBER_TYPE CREATE_SAVED_MESSAGE_CATEGORY CREATE_SMS_MESSAGE CREATE_TICKET CREATE_TICKET_CATEGORY CREATE_TICKET_GROUP CREATE_TOKEN CREATE_TRIGGERED_EMAIL CREATE_TRIGGERED_SMS_MESSAGE CREATE_USER CREATE_WEBHOOK_ENDPOINT CREATE_WEBHOOK_ENDPOINT_EVENT DELETE_ACCOUNT DELETE_CALL_LOG DELETE_CANNED_REPLY DELETE_CHANNEL DELETE_CONTACT DELETE_DEPARTMENT DELETE_EMAIL_DOMAIN DELETE_EMAIL_MESSAGE DELETE_FILE DELETE_INBOUND_MAILBOX DELETE_MESSAGE_CATEGORY DELETE_NOTE DELETE_PHONE_NUMBER_TYPE DELETE_SAVED_MESSAGE_CATEGORY DELETE_SMS_MESSAGE DELETE_TICKET DELETE_TICKET_CATEGORY DELETE_TICKET_GROUP DELETE_TRIGGERED_EMAIL DELETE_TRIGGERED_SMS_MESSAGE DELETE_WEBHOOK_ENDPOINT DELETE_WEBHOOK_ENDPOINT_EVENT MANAGE_SONAR_BILLING READ_ALL_LOGS READ_CALL_LOG READ_CANNED_REPLY READ_CHANNEL READ_EMAIL_DOMAIN READ_EMAIL_MESSAGE READ_EVENT READ_INBOUND_MAILBOX READ_MASS_EMAIL READ_MESSAGE_CATEGORY READ_PHONE_NUMBER_TYPE READ_SAVED_MESSAGE_CATEGORY READ_SMS_MESSAGE READ_SMS_OUTBOUND_MESSAGE READ_TICKET READ_TICKET_CATEGORY READ_TICKET_GROUP READ_TRIGGERED_EMAIL READ_TRIGGERED_SMS_MESSAGE READ_USER READ_WEBHOOK_ENDPOINT READ_WEBHOOK_ENDPOINT_EVENT UPDATE_ACCOUNT UPDATE_CALL_LOG UPDATE_CANNED_REPLY UPDATE_CHANNEL UPDATE_COMPANY UPDATE_CONTACT UPDATE_EMAIL_MESSAGE UPDATE_FILE UPDATE_INBOUND_MAILBOX UPDATE_MESSAGE_CATEGORY UPDATE_NOTE UPDATE_PHONE_NUMBER_TYPE UPDATE_SAVED_MESSAGE_CATEGORY UPDATE_SMS_MESSAGE UPDATE_SMS_SETTINGS UPDATE_SYSTEM_SETTINGS UPDATE_TICKET UPDATE_TICKETING_SETTINGS UPDATE_TICKET_CATEGORY UPDATE_TICKET_GROUP UPDATE_TRIGGERED_EMAIL UPDATE_TRIGGERED_SMS_MESSAGE UPDATE_USER UPDATE_WEBHOOK_ENDPOINT USE_SIMULATOR', 1, 1795277308055, 1795277308055);
INSERT INTO search_term VALUES ('account', '10126', 'patel household', '01a1fedd-c1de-76e6-9237-b422c373873a');
INSERT INTO search_term VALUES ('account', 'hf', 'patel household', '01a1fedd-c1de-76e6-9237-b422c373873a');
INSERT INTO search_term VALUES ('account', 'household', 'patel household', '01a1fedd-c1de-76e6-9237-b422c373873a');
INSERT INTO search_term VALUES ('account', 'patel', 'patel household', '01a1fedd-c1de-76e6-9237-b422c373873a');
INSERT INTO search_term VALUES ('address', '14135550141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '4135550141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '135550141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '35550141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '5550141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '550141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '50141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '0141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('address', '141', '', '01a1fedd-c1df-7bb1-b4c7-9581acdb6d5a');
INSERT INTO search_term VALUES ('contact', 'mason', 'mason patel', '01a1fedd-c1df-76a6-9782-13dd46e59c80');
INSERT INTO search_term VALUES ('contact', 'patel', 'mason patel', '01a1fedd-c1df-76a6-9782-13dd46e59c80');
INSERT INTO search_term VALUES ('account', '11043', 'famille tremblay', '01a1fedd-c40e-701f-8a84-0c49d950ec53');
INSERT INTO search_term VALUES ('account', 'famille', 'famille tremblay', '01a1fedd-c40e-701f-8a84-0c49d950ec53');
INSERT INTO search_term VALUES ('account', 'hf', 'famille tremblay', '01a1fedd-c40e-701f-8a84-0c49d950ec53');
INSERT INTO search_term VALUES ('account', 'tremblay', 'famille tremblay', '01a1fedd-c40e-701f-8a84-0c49d950ec53');
INSERT INTO search_term VALUES ('address', '14505550157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '4505550157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '505550157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '05550157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '5550157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '550157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '50157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '0157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('address', '157', '', '01a1fedd-c40f-731e-b03e-45913a37ecc2');
INSERT INTO search_term VALUES ('contact', 'cedric', 'cedric tremblay', '01a1fedd-c40e-7dca-bb20-ddba8df49e09');
INSERT INTO search_term VALUES ('contact', 'tremblay', 'cedric tremblay', '01a1fedd-c40e-7dca-bb20-ddba8df49e09');
INSERT INTO search_term VALUES ('contact', 'raphael', 'raphael tremblay', '01a1fedd-c411-7623-b21f-a5eb700b52be');
INSERT INTO search_term VALUES ('contact', 'tremblay', 'raphael tremblay', '01a1fedd-c411-7623-b21f-a5eb700b52be');
INSERT INTO search_term VALUES ('account', '11141', 'anderson household', '01a1fedd-c45e-75cb-962a-a6437d64e99e');
INSERT INTO search_term VALUES ('account', 'anderson', 'anderson household', '01a1fedd-c45e-75cb-962a-a6437d64e99e');
INSERT INTO search_term VALUES ('account', 'hf', 'anderson household', '01a1fedd-c45e-75cb-962a-a6437d64e99e');
INSERT INTO search_term VALUES ('account', 'household', 'anderson household', '01a1fedd-c45e-75cb-962a-a6437d64e99e');
INSERT INTO search_term VALUES ('address', '14015550156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '4015550156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '015550156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '15550156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '5550156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '550156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '50156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '0156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('address', '156', '', '01a1fedd-c470-7880-aa6f-11b0a7063203');
INSERT INTO search_term VALUES ('contact', 'anderson', 'chloe anderson', '01a1fedd-c470-73da-b837-73bb6dbe2624');
INSERT INTO search_term VALUES ('contact', 'chloe', 'chloe anderson', '01a1fedd-c470-73da-b837-73bb6dbe2624');
INSERT INTO search_term VALUES ('account', '11204', 'cooper household', '01a1fedd-c495-7801-8c45-bfd293406696');
INSERT INTO search_term VALUES ('account', 'cooper', 'cooper household', '01a1fedd-c495-7801-8c45-bfd293406696');
INSERT INTO search_term VALUES ('account', 'hf', 'cooper household', '01a1fedd-c495-7801-8c45-bfd293406696');
INSERT INTO search_term VALUES ('account', 'household', 'cooper household', '01a1fedd-c495-7801-8c45-bfd293406696');
INSERT INTO search_term VALUES ('address', '16035550158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '6035550158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '035550158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '35550158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '5550158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '550158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '50158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '0158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('address', '158', '', '01a1fedd-c496-76a0-b447-4dd59e036595');
INSERT INTO search_term VALUES ('contact', 'cooper', 'hazel cooper', '01a1fedd-c496-72e1-8d1a-0c02a40dda23');
INSERT INTO search_term VALUES ('contact', 'hazel', 'hazel cooper', '01a1fedd-c496-72e1-8d1a-0c02a40dda23');
INSERT INTO search_term VALUES ('contact', 'cooper', 'mia cooper', '01a1fedd-c498-7286-959e-44d1a9d1392e');
INSERT INTO search_term VALUES ('contact', 'mia', 'mia cooper', '01a1fedd-c498-7286-959e-44d1a9d1392e');
INSERT INTO search_term VALUES ('account', '11680', 'edwards household', '01a1fedd-c5c0-7a4c-a390-bd65561957bb');
INSERT INTO search_term VALUES ('account', 'edwards', 'edwards household', '01a1fedd-c5c0-7a4c-a390-bd65561957bb');
INSERT INTO search_term VALUES ('account', 'hf', 'edwards household', '01a1fedd-c5c0-7a4c-a390-bd65561957bb');
INSERT INTO search_term VALUES ('account', 'household', 'edwards household', '01a1fedd-c5c0-7a4c-a390-bd65561957bb');
INSERT INTO search_term VALUES ('address', '15085550166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '5085550166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '085550166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '85550166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '5550166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '550166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '50166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '0166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('address', '166', '', '01a1fedd-c5c3-7287-a630-be0a8644c800');
INSERT INTO search_term VALUES ('contact', 'edwards', 'hazel edwards', '01a1fedd-c5c2-7e66-a0d8-f349af4f76e5');
INSERT INTO search_term VALUES ('contact', 'hazel', 'hazel edwards', '01a1fedd-c5c2-7e66-a0d8-f349af4f76e5');
INSERT INTO search_term VALUES ('account', '12051', 'famille pelletier', '01a1fedd-c6bd-7ced-8c3d-c6638aea0e07');
INSERT INTO search_term VALUES ('account', 'famille', 'famille pelletier', '01a1fedd-c6bd-7ced-8c3d-c6638aea0e07');
INSERT INTO search_term VALUES ('account', 'hf', 'famille pelletier', '01a1fedd-c6bd-7ced-8c3d-c6638aea0e07');
INSERT INTO search_term VALUES ('account', 'pelletier', 'famille pelletier', '01a1fedd-c6bd-7ced-8c3d-c6638aea0e07');
INSERT INTO search_term VALUES ('address', '14505550170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '4505550170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '505550170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '05550170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '5550170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '550170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '50170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '0170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('address', '170', '', '01a1fedd-c6c2-7df5-b540-c204376bc6e3');
INSERT INTO search_term VALUES ('contact', 'pelletier', 'simone pelletier', '01a1fedd-c6c2-791e-9e3b-3973cdff515d');
INSERT INTO search_term VALUES ('contact', 'simone', 'simone pelletier', '01a1fedd-c6c2-791e-9e3b-3973cdff515d');
INSERT INTO search_term VALUES ('account', '1', 'fixture farm', '01a1fedd-caa7-7d55-b86b-a5aa4402f28d');
INSERT INTO search_term VALUES ('account', 'f', 'fixture farm', '01a1fedd-caa7-7d55-b86b-a5aa4402f28d');
INSERT INTO search_term VALUES ('account', 'farm', 'fixture farm', '01a1fedd-caa7-7d55-b86b-a5aa4402f28d');
INSERT INTO search_term VALUES ('account', 'fixture', 'fixture farm', '01a1fedd-caa7-7d55-b86b-a5aa4402f28d');
INSERT INTO sender VALUES ('01a1fedd-c185-783c-a5e3-dd54378282b4', '01a1fedd-c185-70e9-9474-f61879b86239', '+12025550100', '', 1, 1);
INSERT INTO sender VALUES ('01a1fedd-c188-7e0d-b629-91ebb0dae805', '01a1fedd-c188-78d1-8309-ce5d04f0b3a4', '+15145550100', '', 1, 1);
INSERT INTO sender VALUES ('01a1fedd-cabc-7989-b656-8bfacffd14b3', '01a1fedd-cabc-7706-bd65-15e10f8ba164', '+12025550199', '', 1, 1);
INSERT INTO session VALUES ('4f7d11a178f37c5446e9d598366c11c929c8db35311c893360fb664287eab3cf', '01a1fedd-c11e-7110-9498-17424cae1157', '\x7b22646561646c696e65223a22323032362d31322d30355431363a30383a33302e3032313537303537395a222c2276616c756573223a7b2275736572223a2230316131666564642d633131652d373131302d393439382d313734323463616531313537227d7d', 1796486910021);
INSERT INTO setting VALUES ('note', 'of the release before');
SELECT pg_catalog.setval('goose_db_version_id_seq', 2, true);
SELECT pg_catalog.setval('message_row_number_seq', 121, true);
ALTER TABLE ONLY account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY address
    ADD CONSTRAINT address_kind_scope_value_key UNIQUE (kind, scope, value);
ALTER TABLE ONLY address
    ADD CONSTRAINT address_pkey PRIMARY KEY (id);
ALTER TABLE ONLY api_token
    ADD CONSTRAINT api_token_hash_key UNIQUE (hash);
ALTER TABLE ONLY api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);
ALTER TABLE ONLY app_user
    ADD CONSTRAINT app_user_email_key_key UNIQUE (email_key);
ALTER TABLE ONLY app_user
    ADD CONSTRAINT app_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY company_department
    ADD CONSTRAINT company_department_pkey PRIMARY KEY (company_id, department_id);
ALTER TABLE ONLY company
    ADD CONSTRAINT company_pkey PRIMARY KEY (id);
ALTER TABLE ONLY consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY contact_address
    ADD CONSTRAINT contact_address_pkey PRIMARY KEY (contact_id, address_id);
ALTER TABLE ONLY contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY conversation
    ADD CONSTRAINT conversation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY department
    ADD CONSTRAINT department_name_key UNIQUE (name);
ALTER TABLE ONLY department
    ADD CONSTRAINT department_pkey PRIMARY KEY (id);
ALTER TABLE ONLY draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (conversation_id, user_id);
ALTER TABLE ONLY event
    ADD CONSTRAINT event_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY goose_db_version
    ADD CONSTRAINT goose_db_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (actor_id, path, idempotency_key);
ALTER TABLE ONLY lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (resource);
ALTER TABLE ONLY message
    ADD CONSTRAINT message_id_key UNIQUE (id);
ALTER TABLE ONLY message
    ADD CONSTRAINT message_pkey PRIMARY KEY (row_number);
ALTER TABLE ONLY message_search
    ADD CONSTRAINT message_search_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY parked_receipt
    ADD CONSTRAINT parked_receipt_pkey PRIMARY KEY (channel_id, provider_id, state);
ALTER TABLE ONLY phone_number_type
    ADD CONSTRAINT phone_number_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY phone_number_type
    ADD CONSTRAINT phone_number_type_type_key_key UNIQUE (type_key);
ALTER TABLE ONLY read_position
    ADD CONSTRAINT read_position_pkey PRIMARY KEY (conversation_id, user_id);
ALTER TABLE ONLY role
    ADD CONSTRAINT role_pkey PRIMARY KEY (id);
ALTER TABLE ONLY role
    ADD CONSTRAINT role_role_key_key UNIQUE (role_key);
ALTER TABLE ONLY search_term
    ADD CONSTRAINT search_term_pkey PRIMARY KEY (owner_kind, term, sort_key, owner_id);
ALTER TABLE ONLY sender
    ADD CONSTRAINT sender_channel_id_value_key UNIQUE (channel_id, value);
ALTER TABLE ONLY sender
    ADD CONSTRAINT sender_pkey PRIMARY KEY (id);
ALTER TABLE ONLY session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token);
ALTER TABLE ONLY setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
CREATE INDEX account_by_name ON account USING btree (name_key, id);
CREATE UNIQUE INDEX account_by_number ON account USING btree (number) WHERE (number <> ''::text);
CREATE INDEX account_by_parent ON account USING btree (parent_id) WHERE (parent_id <> ''::text);
CREATE INDEX api_token_by_user ON api_token USING btree (user_id);
CREATE UNIQUE INDEX app_user_by_extension ON app_user USING btree (extension) WHERE (extension <> ''::text);
CREATE INDEX consent_by_address ON consent USING btree (address_id, at, id, purpose, state, source);
CREATE INDEX contact_address_by_address ON contact_address USING btree (address_id);
CREATE INDEX contact_by_account ON contact USING btree (account_id, name_key, id) WHERE (account_id <> ''::text);
CREATE INDEX contact_by_name ON contact USING btree (name_key, id);
CREATE INDEX conversation_by_account ON conversation USING btree (account_id) WHERE (account_id <> ''::text);
CREATE INDEX conversation_by_activity ON conversation USING btree (last_activity_at, id);
CREATE INDEX conversation_by_contact ON conversation USING btree (contact_id) WHERE (contact_id <> ''::text);
CREATE UNIQUE INDEX conversation_by_parties ON conversation USING btree (address_id, sender_id, thread_key) WHERE (kind = 'customer'::text);
CREATE INDEX event_by_age ON event USING btree (at);
CREATE INDEX idempotency_key_by_age ON idempotency_key USING btree (created_at);
CREATE INDEX message_by_account ON message USING btree (account_id, created_at, row_number) WHERE (account_id <> ''::text);
CREATE INDEX message_by_address ON message USING btree (address_id, created_at, row_number) WHERE (address_id <> ''::text);
CREATE UNIQUE INDEX message_by_client_id ON message USING btree (client_id, user_id) WHERE (client_id <> ''::text);
CREATE UNIQUE INDEX message_by_consent ON message USING btree (consent_id) WHERE (consent_id <> ''::text);
CREATE UNIQUE INDEX message_by_position ON message USING btree (conversation_id, "position");
CREATE UNIQUE INDEX message_by_provider_id ON message USING btree (channel_id, provider_id, direction) WHERE (provider_id <> ''::text);
CREATE INDEX message_by_time ON message USING btree (created_at, row_number);
CREATE INDEX message_in_progress ON message USING btree (channel_id, lease_epoch) WHERE (state = 'in_progress'::text);
CREATE INDEX message_open ON message USING btree (conversation_id, "position") WHERE (state = ANY (ARRAY['pending'::text, 'in_progress'::text]));
CREATE INDEX message_search_text ON message_search USING gin (text);
CREATE INDEX message_waiting ON message USING btree (channel_id, due_at, row_number) WHERE (state = ANY (ARRAY['pending'::text, 'held'::text]));
CREATE INDEX parked_receipt_by_age ON parked_receipt USING btree (at);
CREATE INDEX search_term_by_owner ON search_term USING btree (owner_id, owner_kind, term);
CREATE INDEX session_by_age ON session USING btree (expires_at);
CREATE INDEX session_by_user ON session USING btree (user_id);
ALTER TABLE ONLY api_token
    ADD CONSTRAINT api_token_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id);
ALTER TABLE ONLY app_user
    ADD CONSTRAINT app_user_role_id_fkey FOREIGN KEY (role_id) REFERENCES role(id);
ALTER TABLE ONLY company_department
    ADD CONSTRAINT company_department_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id);
ALTER TABLE ONLY company_department
    ADD CONSTRAINT company_department_department_id_fkey FOREIGN KEY (department_id) REFERENCES department(id);
ALTER TABLE ONLY consent
    ADD CONSTRAINT consent_address_id_fkey FOREIGN KEY (address_id) REFERENCES address(id);
ALTER TABLE ONLY contact_address
    ADD CONSTRAINT contact_address_address_id_fkey FOREIGN KEY (address_id) REFERENCES address(id);
ALTER TABLE ONLY contact_address
    ADD CONSTRAINT contact_address_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id);
ALTER TABLE ONLY draft
    ADD CONSTRAINT draft_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id);
ALTER TABLE ONLY message
    ADD CONSTRAINT message_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id);
ALTER TABLE ONLY read_position
    ADD CONSTRAINT read_position_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id);
ALTER TABLE ONLY sender
    ADD CONSTRAINT sender_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id);
