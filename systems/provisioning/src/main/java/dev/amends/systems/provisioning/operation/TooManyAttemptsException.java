package dev.amends.systems.provisioning.operation;

/** A client has come back with one idempotency key more often than anybody should. */
public final class TooManyAttemptsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyAttemptsException(String message) {
    super(message);
  }
}
