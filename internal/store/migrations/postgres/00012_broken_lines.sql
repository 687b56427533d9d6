-- +goose Up
-- The line of a file on which the first character stands that could not be read; 0: there is none.
ALTER TABLE import_job ADD COLUMN broken_line INTEGER NOT NULL DEFAULT 0;
