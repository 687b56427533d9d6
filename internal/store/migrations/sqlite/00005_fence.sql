-- What a restored hub holds back until an operator lets it go: no claim takes a fenced message.

-- +goose Up
ALTER TABLE message ADD COLUMN fenced INTEGER NOT NULL DEFAULT 0;
DROP INDEX message_waiting;
CREATE INDEX message_waiting ON message (channel_id, fenced, due_at, row_number) WHERE state IN ('pending', 'held');
CREATE INDEX message_fenced ON message (created_at, row_number) WHERE fenced = 1 AND state IN ('pending', 'held');
