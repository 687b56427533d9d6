-- Lists that few pass are read from the few: the archived ones in the order of names, and what was said of consent.

-- +goose Up
CREATE INDEX contact_archived ON contact (name_key, id) WHERE archived_at > 0;
CREATE INDEX account_archived ON account (name_key, id) WHERE archived_at > 0;
CREATE INDEX consent_by_state ON consent (state, address_id);
