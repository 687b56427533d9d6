-- What people change beside each other has a version, so that nobody overwrites unseen what another has changed.

-- +goose Up
ALTER TABLE account_status ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE account_type ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE account_group ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE phone_number_type ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE contact_tag ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE messaging_category ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE custom_field ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE department ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE saved_view ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE journal_entry ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
