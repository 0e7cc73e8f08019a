package dev.amends.plan;

/** How a step is safe to repeat. */
public enum Safety {
  /** A database transaction: rolled back means no effect. */
  TRANSACTION,
  /** Equal calls with one idempotency key count once. */
  IDEMPOTENT,
  /** A look-up by a natural key finds a lost effect. */
  PROBE,
  /** A list finds all effects of the step. */
  PROBE_ALL,
  /** Never called twice. */
  AT_MOST_ONCE,
  /** No effect at all. */
  READ_ONLY,
  /** Nothing is called: a signal comes, or its time runs out. */
  SIGNAL,
  /** Nothing is called: another saga does it, and tells of its end. */
  CHILD;

  /** Whether a look at the other side can clear an unknown outcome. */
  public boolean probed() {
    return this == PROBE || this == PROBE_ALL;
  }
}
