package dev.amends.spring.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a request be written once. The JDK's client asks for the length each time it is about to
 * write a request's head, and only then; on GET and HEAD it does so a second time, on a connection
 * of its own choice, when the first one broke before an answer.
 */
final class OnePublisher implements BodyPublisher {
  private final BodyPublisher body;
  private final AtomicInteger written = new AtomicInteger();

  OnePublisher(BodyPublisher body) {
    this.body = body;
  }

  /** Whether the head was about to be written, so that it may have left. */
  boolean mayHaveLeft() {
    return written.get() > 0;
  }

  /** Whether a second request was kept back. */
  boolean repeated() {
    return written.get() > 1;
  }

  @Override
  public long contentLength() {
    if (written.incrementAndGet() > 1) {
      throw new IllegalStateException("This request was sent once already");
    }
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(subscriber);
  }
}
