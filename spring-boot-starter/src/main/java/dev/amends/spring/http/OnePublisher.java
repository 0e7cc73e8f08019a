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
  /** Far above any number of times that a request is written. */
  private static final int KEPT_BACK = 1_000_000;

  private final BodyPublisher body;
  private final AtomicInteger written = new AtomicInteger();

  OnePublisher(BodyPublisher body) {
    this.body = body;
  }

  /**
   * Makes sure that the request does not leave any more, if it has not.
   *
   * @return false when its head was about to be written before, so that it may have left
   */
  boolean keepBack() {
    return written.compareAndSet(0, KEPT_BACK) || written.get() >= KEPT_BACK;
  }

  /** Whether a second request was kept back. */
  boolean repeated() {
    return written.get() > 1;
  }

  @Override
  public long contentLength() {
    if (written.incrementAndGet() != 1) {
      throw new IllegalStateException("This request was sent once already, or given up");
    }
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(subscriber);
  }
}
