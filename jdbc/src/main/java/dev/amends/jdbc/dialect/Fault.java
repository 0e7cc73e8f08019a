package dev.amends.jdbc.dialect;

/** What an {@code SQLException} means, translated once from the database's own codes. */
public enum Fault {
  /** A unique key is taken. */
  DUPLICATE,
  /** The data itself is refused: too long, not encodable, missing, out of range. */
  DATA,
  /** A lock was not to be had in time. */
  LOCK_TIMEOUT,
  /** A deadlock or a serialization failure: the transaction is rolled back and may be repeated. */
  RETRY,
  /** The connection is gone, or was never there. */
  CONNECTION,
  /** The server takes no work at present: read-only after a failover, full, too many clients. */
  UNWILLING,
  /** Anything else. */
  OTHER;

  /** Whether the same work may pass when it is tried again. */
  public boolean isTransient() {
    return switch (this) {
      case LOCK_TIMEOUT, RETRY, CONNECTION, UNWILLING -> true;
      case DUPLICATE, DATA, OTHER -> false;
    };
  }

  /** Whether the connection that it happened on must not be used again. */
  public boolean isOfConnection() {
    return this == CONNECTION || this == UNWILLING;
  }
}
