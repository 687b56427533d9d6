-- What a provider still says of an attempt from before a Retry is told apart; held messages that are due keep their order.

-- +goose Up
-- The provider's ids of attempts before a Retry, each between line breaks.
ALTER TABLE message ADD COLUMN former_provider_ids TEXT NOT NULL DEFAULT '';

DROP INDEX message_open;
CREATE INDEX message_open ON message (conversation_id, position) WHERE state IN ('pending', 'held', 'in_progress');
