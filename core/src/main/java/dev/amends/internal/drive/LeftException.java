package dev.amends.internal.drive;

/** This node stopped driving a saga before it came to rest; its journal tells how it goes on. */
public final class LeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeftException() {
    super("The saga is not driven by this node any more", null, false, false);
  }
}
