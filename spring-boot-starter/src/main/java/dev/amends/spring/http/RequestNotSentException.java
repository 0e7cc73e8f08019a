package dev.amends.spring.http;

import java.net.ConnectException;

/**
 * A request never left: its connection could not be made, or was not ready to take it. Read as
 * {@link dev.amends.outcome.Outcome.NotSent}.
 */
public final class RequestNotSentException extends ConnectException {
  private static final long serialVersionUID = 1L;

  RequestNotSentException(String message, Throwable cause) {
    super(message);
    initCause(cause);
  }
}
