-- Files that are imported: each in pieces, with what became of it so far and the rows that were refused.

-- +goose Up
CREATE TABLE import_job (
    id TEXT COLLATE "C" PRIMARY KEY,
    kind TEXT NOT NULL,
    format TEXT NOT NULL,
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    encoding TEXT NOT NULL,
    separator TEXT NOT NULL,
    columns TEXT NOT NULL,
    plan TEXT NOT NULL,
    state TEXT NOT NULL,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    reason TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX import_job_active ON import_job (updated_at, id) WHERE state IN ('checking', 'running');
CREATE INDEX import_job_by_age ON import_job (created_at, id);

CREATE TABLE import_part (
    import_id TEXT NOT NULL REFERENCES import_job (id),
    number INTEGER NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (import_id, number)
);

CREATE TABLE import_fault (
    import_id TEXT NOT NULL REFERENCES import_job (id),
    row_number BIGINT NOT NULL,
    place INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (import_id, row_number, place)
);
