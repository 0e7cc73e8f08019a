package dev.amends.internal.start;

/** Carries a checked exception of a local step to the caller of a start, as its cause. */
public final class CheckedFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckedFailure(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
