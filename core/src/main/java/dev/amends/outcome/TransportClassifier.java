package dev.amends.outcome;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/**
 * Knows the JDK's transport exceptions, at whatever depth they are wrapped: a connection that was
 * never made is {@link Outcome.NotSent}, a time-out or a broken connection is {@link
 * Outcome.Unknown}.
 */
public final class TransportClassifier implements OutcomeClassifier {
  private static final int MAX_DEPTH = 16;

  @Override
  public Optional<Outcome> classify(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (cause instanceof OutcomeException known) {
        return Optional.of(known.outcome());
      }
      if (neverConnected(cause)) {
        return Optional.of(Outcome.notSent(new Failure("not-sent", describe(cause), 0, null)));
      }
      if (cause instanceof HttpTimeoutException
          || cause instanceof java.net.SocketTimeoutException
          || cause instanceof InterruptedException) {
        return Optional.of(Outcome.unknown(new Failure("timeout", describe(cause), 0, null)));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static boolean neverConnected(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnresolvedAddressException
        || cause instanceof HttpConnectTimeoutException;
  }

  private static String describe(Throwable cause) {
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }
}
