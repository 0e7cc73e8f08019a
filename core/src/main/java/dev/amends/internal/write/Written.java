package dev.amends.internal.write;

/** What became of one append. */
public enum Written {
  /** It is durable. */
  APPENDED,
  /** Its position is taken by another writer: this one has lost the saga. */
  FENCED,
  /** It would have started a saga whose key is taken. */
  DUPLICATE,
  /** The database refuses its data. */
  REFUSED,
  /** Nothing was written: the database cannot be reached, and the caller did not want to wait. */
  UNAVAILABLE,
  /** The answer was lost, and the caller did not want to wait until its fate is known. */
  IN_DOUBT
}
