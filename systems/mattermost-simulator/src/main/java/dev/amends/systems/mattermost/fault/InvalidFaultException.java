package dev.amends.systems.mattermost.fault;

/** What was sent is no fault. */
public final class InvalidFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidFaultException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field that is wrong, or {@code body}. */
  public String field() {
    return field;
  }
}
