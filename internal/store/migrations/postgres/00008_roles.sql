-- Custom roles, and who is logged in, by what, and with which second factor.

-- +goose Up
ALTER TABLE role ADD COLUMN totp_required INTEGER NOT NULL DEFAULT 0;
ALTER TABLE role ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE session ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN remote TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';

ALTER TABLE api_token ADD COLUMN role_id TEXT NOT NULL DEFAULT '';
ALTER TABLE api_token ADD COLUMN expires_at BIGINT NOT NULL DEFAULT 0;

-- One a user: an administrator passes it on, and its owner sets a password with it.
CREATE TABLE password_link (
    user_id TEXT PRIMARY KEY REFERENCES app_user (id),
    hash TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

-- The second factor (RFC 6238): the secret is sealed; it counts once confirmed_at is set.
CREATE TABLE totp (
    user_id TEXT PRIMARY KEY REFERENCES app_user (id),
    secret TEXT NOT NULL,
    confirmed_at BIGINT NOT NULL DEFAULT 0,
    last_step BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
    user_id TEXT NOT NULL REFERENCES app_user (id),
    hash TEXT NOT NULL,
    PRIMARY KEY (user_id, hash)
);
