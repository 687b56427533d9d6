-- What each user is told besides his conversations, and whether he has seen it.

-- +goose Up
CREATE TABLE notice (
    row_number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    name TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    data TEXT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT NOT NULL
);
CREATE INDEX notice_of_user ON notice (user_id, kind, row_number);
CREATE INDEX notice_unread ON notice (user_id, kind) WHERE read_at = 0;
CREATE INDEX notice_by_age ON notice (at);
