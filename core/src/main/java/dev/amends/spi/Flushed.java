package dev.amends.spi;

/** What became of a transaction that wrote several appends, all or none. */
public enum Flushed {
  /** All are in. */
  COMMITTED,
  /** None is in: a position, or a key, is taken. */
  CONFLICT,
  /** None is in: the database refuses the data of at least one. */
  REFUSED,
  /** None is in: a lock was not to be had in time. */
  BLOCKED,
  /** None is in: a deadlock or serialization failure; the same again may pass. */
  AGAIN,
  /** The answer to the commit was lost: all are in or none is. */
  LOST,
  /** None is in: the database cannot be reached or refuses work. */
  UNAVAILABLE
}
