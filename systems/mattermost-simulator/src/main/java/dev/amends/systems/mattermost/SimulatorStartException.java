package dev.amends.systems.mattermost;

/** The simulator could not be started; the message says why in one line. */
public final class SimulatorStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SimulatorStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
