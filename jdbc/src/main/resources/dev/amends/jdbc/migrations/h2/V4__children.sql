-- The outermost saga of those that do steps of others: they are kept as long as it has not ended.
ALTER TABLE amends_saga ADD COLUMN root bigint;
