package dev.amends.testkit.store;

/** What asking for a lock comes to. */
enum Grant {
  /** It is held now. */
  GRANTED,
  /** The same transaction has it already. */
  HELD,
  /** Another transaction kept it until the time was up. */
  TIMED_OUT
}
