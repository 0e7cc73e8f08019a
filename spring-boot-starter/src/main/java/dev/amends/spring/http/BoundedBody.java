package dev.amends.spring.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * An answer to the JDK's client of which at most so many bytes are read, by the rules of {@link
 * BoundedResponse}: a longer success is a failure, a longer error is cut. Its methods are called by
 * one thread at a time, as those of all subscribers are.
 */
final class BoundedBody<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> reader;
  private final long limit;
  private final boolean cut;
  private long left;
  private boolean over;
  private @Nullable Subscription subscription;

  private BoundedBody(BodySubscriber<T> reader, long limit, boolean cut) {
    this.reader = reader;
    this.limit = limit;
    this.cut = cut;
    this.left = limit;
  }

  /** The same handler, given no more than so many bytes. */
  static <T> BodyHandler<T> of(BodyHandler<T> handler, long limit) {
    return answer ->
        new BoundedBody<>(
            handler.apply(answer), limit, answer.statusCode() < 200 || answer.statusCode() >= 300);
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    reader.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (over) {
      return;
    }
    long more = 0;
    for (ByteBuffer buffer : buffers) {
      more += buffer.remaining();
    }
    if (more <= left) {
      left -= more;
      reader.onNext(buffers);
    } else {
      end(buffers);
    }
  }

  private void end(List<ByteBuffer> buffers) {
    over = true;
    if (subscription != null) {
      subscription.cancel();
    }
    if (cut) {
      reader.onNext(head(buffers));
      reader.onComplete();
    } else {
      reader.onError(
          new IOException("The answer is longer than the %d bytes that are read".formatted(limit)));
    }
  }

  private List<ByteBuffer> head(List<ByteBuffer> buffers) {
    List<ByteBuffer> head = new ArrayList<>();
    for (ByteBuffer buffer : buffers) {
      int taken = (int) Math.min(left, buffer.remaining());
      head.add(buffer.slice(buffer.position(), taken).asReadOnlyBuffer());
      left -= taken;
    }
    return head;
  }

  @Override
  public void onError(Throwable thrown) {
    if (!over) {
      over = true;
      reader.onError(thrown);
    }
  }

  @Override
  public void onComplete() {
    if (!over) {
      over = true;
      reader.onComplete();
    }
  }
}
