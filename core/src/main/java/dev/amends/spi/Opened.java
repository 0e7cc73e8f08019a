package dev.amends.spi;

/** What became of inserting a saga's index row in the caller's transaction. */
public sealed interface Opened {
  /** It is in this transaction now. */
  record New() implements Opened {}

  /** A saga of that type and key exists; the transaction is not harmed. */
  record Existing(SagaRow saga) implements Opened {}
}
