package dev.amends.testkit.store;

/** What happens to a commit. */
public enum Fault {
  /** Nothing: it goes through and says so. */
  NONE,
  /** It goes through, but the answer is lost. */
  LOST_APPLIED,
  /** It does not go through, and the answer is lost. */
  LOST_NOT_APPLIED,
  /**
   * The answer is lost while the commit is still on its way: the transaction keeps its locks,
   * unseen by all, until {@link InMemoryDatabase#endPending} decides.
   */
  LOST_PENDING,
  /** The database cannot be reached; nothing is written. */
  UNAVAILABLE,
  /** A lock was not to be had in time; nothing is written. */
  BLOCKED,
  /** Chosen as the victim of a deadlock; nothing is written. */
  AGAIN,
  /** The database does not take the data; nothing is written. */
  REFUSED
}
