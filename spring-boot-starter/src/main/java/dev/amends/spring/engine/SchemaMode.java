package dev.amends.spring.engine;

/** What is done about the engine's tables at start-up; {@code amends.schema.migrate}. */
public enum SchemaMode {
  /** Missing migrations are run. */
  TRUE,
  /** The tables are taken as they are. */
  FALSE,
  /** Missing migrations are a failure. */
  VALIDATE
}
