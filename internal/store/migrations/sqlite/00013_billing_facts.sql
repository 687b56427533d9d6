-- What a provider's billing knows of an account: the next charge is in the smallest unit of the hub's currency, and it and the use
-- of data are -1 where nothing is known. The company that a hub begins with is as old as
-- the hub: as its first user, or as this.

-- +goose Up
ALTER TABLE account ADD COLUMN activated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN data_usage_percent BIGINT NOT NULL DEFAULT -1;
ALTER TABLE account ADD COLUMN next_bill_on TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN next_recurring_charge BIGINT NOT NULL DEFAULT -1;
UPDATE company SET created_at = COALESCE((SELECT MIN(created_at) FROM app_user), unixepoch() * 1000) WHERE created_at = 0;
UPDATE company SET updated_at = created_at WHERE updated_at = 0;
