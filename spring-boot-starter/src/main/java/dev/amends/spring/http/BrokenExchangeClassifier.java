package dev.amends.spring.http;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.TransportClassifier;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the JDK's classifier leaves over: time-outs of Apache's client before a connection was
 * there, and broken exchanges of any client, so that their failures have stable codes.
 */
public final class BrokenExchangeClassifier implements OutcomeClassifier {
  private static final int MAX_DEPTH = 16;

  /** Known by name, so that Apache's client is not needed. */
  private static final Set<String> NEVER_CONNECTED =
      Set.of(
          "org.apache.hc.client5.http.ConnectTimeoutException",
          "org.apache.hc.core5.http.ConnectionRequestTimeoutException",
          "org.apache.http.conn.ConnectTimeoutException",
          "org.apache.http.conn.ConnectionPoolTimeoutException");

  private final TransportClassifier transport = new TransportClassifier();

  @Override
  public Optional<Outcome> classify(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (NEVER_CONNECTED.contains(cause.getClass().getName())) {
        return Optional.of(Outcome.notSent(failure("not-sent", cause)));
      }
      if (cause instanceof IOException && !(cause instanceof InterruptedIOException)) {
        return known(cause) ? Optional.empty() : Optional.of(broken(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Whether the JDK's classifier, which is asked last, has a word of its own for it. */
  private boolean known(Throwable cause) {
    return transport.classify(cause).isPresent();
  }

  private static Outcome broken(Throwable cause) {
    return Outcome.unknown(failure("connection", cause));
  }

  private static Failure failure(String code, Throwable cause) {
    String text = cause.getMessage();
    return new Failure(code, Excerpt.of(text == null ? cause.getClass().getName() : text), 0, null);
  }
}
