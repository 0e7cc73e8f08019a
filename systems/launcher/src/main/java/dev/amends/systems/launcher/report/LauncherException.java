package dev.amends.systems.launcher.report;

/**
 * Ends the launcher. The message is one line for the user: what is wrong and what to do.
 *
 * @see #usage
 * @see #refused
 */
public final class LauncherException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The command line cannot be understood. */
  public static final int USAGE = 2;

  /** The command line is fine, but what it asks for cannot be done now. */
  public static final int REFUSED = 1;

  private final int exitCode;

  private LauncherException(int exitCode, String message, Throwable... causes) {
    super(message);
    this.exitCode = exitCode;
    for (Throwable cause : causes) {
      initCause(cause);
    }
  }

  /** The command line is wrong. */
  public static LauncherException usage(String message) {
    return new LauncherException(USAGE, message);
  }

  /** What was asked for cannot be done now. */
  public static LauncherException refused(String message) {
    return new LauncherException(REFUSED, message);
  }

  /** What was asked for cannot be done now, because of this. */
  public static LauncherException refused(String message, Throwable cause) {
    return new LauncherException(REFUSED, message + ": " + cause, cause);
  }

  /** The exit code of the launcher. */
  public int exitCode() {
    return exitCode;
  }
}
