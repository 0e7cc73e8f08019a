-- Idempotency-Key of HTTP endpoints: who works on a key now, and its first final answer.
CREATE TABLE IF NOT EXISTS amends_http_key (
  token uuid,
  claimed_until timestamptz,
  written_at timestamptz NOT NULL,
  status integer,
  scope varchar(64) NOT NULL,
  request varchar(64) NOT NULL,
  headers varchar,
  body bytea,
  CONSTRAINT amends_http_key_pk PRIMARY KEY (scope)
) WITH (fillfactor = 50);

CREATE INDEX IF NOT EXISTS amends_http_key_age ON amends_http_key (written_at);
