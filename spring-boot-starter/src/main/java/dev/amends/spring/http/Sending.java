package dev.amends.spring.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way, and what is known of whether it left.
 *
 * @param request what is sent
 * @param body knows whether the client began to write it
 */
record Sending(HttpRequest request, OnePublisher body) {
  private static final int MAX_DEPTH = 16;

  /** What a broken exchange proves, as an exception that says so by its type. */
  IOException explain(IOException thrown) {
    if (thrown instanceof RequestNotSentException) {
      return thrown;
    }
    String call = request.method() + " " + request.uri().getHost();
    if (body.keepBack() || refusedCertificate(thrown)) {
      return new RequestNotSentException(
          "%s was not sent: %s".formatted(call, describe(thrown)), thrown);
    }
    if (body.repeated() || ofConnecting(thrown)) {
      // Without the cause: what became of the second connection says nothing about the first.
      IOException broken =
          new IOException("The connection broke after %s had left".formatted(call));
      broken.addSuppressed(thrown);
      return broken;
    }
    return thrown;
  }

  /** Nothing is written before this side has taken the other one's certificate. */
  private static boolean refusedCertificate(IOException thrown) {
    boolean handshake = false;
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      handshake |= cause instanceof SSLHandshakeException;
      if (handshake && cause instanceof CertificateException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean ofConnecting(IOException thrown) {
    return thrown instanceof ConnectException || thrown instanceof HttpConnectTimeoutException;
  }

  private static String describe(Throwable thrown) {
    String text = thrown.getMessage();
    return text == null ? thrown.getClass().getSimpleName() : text;
  }
}
