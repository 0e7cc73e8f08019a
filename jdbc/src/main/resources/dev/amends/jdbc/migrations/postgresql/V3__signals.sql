-- Signals wait for the saga of a type and key, which need not exist yet: they name no saga.
ALTER TABLE amends_mailbox ALTER COLUMN saga DROP NOT NULL;
ALTER TABLE amends_mailbox ALTER COLUMN bucket DROP NOT NULL;
ALTER TABLE amends_mailbox ADD COLUMN type varchar(255);
ALTER TABLE amends_mailbox ADD COLUMN saga_key varchar(255);
ALTER TABLE amends_mailbox ADD COLUMN signal varchar(255);
ALTER TABLE amends_mailbox ADD COLUMN signal_id varchar(255);

CREATE UNIQUE INDEX amends_mailbox_signal ON amends_mailbox (saga_key, type, signal, signal_id);
