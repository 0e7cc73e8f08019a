package dev.amends.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.internal.time.SteppedScheduler;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.EngineListener;
import dev.amends.spi.NewSaga;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** A writer on a scripted store, with a monotonic clock that stands still unless it is moved. */
final class WriterFixture implements AutoCloseable {
  /** The position that all appends but starts are made for. */
  static final int POSITION = 2;

  final ScriptedStore store;
  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  final List<String> told = new CopyOnWriteArrayList<>();
  final JournalWriter writer;
  private final AtomicLong numbers = new AtomicLong();

  WriterFixture() {
    this(1);
  }

  WriterFixture(int lanes) {
    store = new ScriptedStore(lanes);
    EngineListener listener =
        new EngineListener() {
          @Override
          public void flushed(int appends, int bytes, Duration took) {
            told.add(appends + " appends, " + bytes + " bytes");
          }
        };
    writer = new JournalWriter(store, new SteppedScheduler(nanos::get), listener, lanes);
  }

  Append append(long saga, int bytes) {
    return Append.of(
        new SagaAddress(saga, 1),
        POSITION,
        7,
        numbers.incrementAndGet(),
        Instant.EPOCH,
        new byte[bytes]);
  }

  Append append(long saga) {
    return append(saga, 10);
  }

  Append start(long saga) {
    SagaAddress address = new SagaAddress(saga, 1);
    NewSaga row = new NewSaga(address, new UUID(1, saga), "t", "k", null, "h", Instant.EPOCH);
    return append(saga).with(new Change.Open(row, 7L, null));
  }

  /** Appends of sagas 1 to {@code count}. */
  List<Append> appends(int count) {
    return LongStream.rangeClosed(1, count).mapToObj(this::append).toList();
  }

  List<Integer> sizes() {
    return store.flushes.stream().map(List::size).toList();
  }

  /**
   * Brings the appends into one flush: they gather while one of saga 0 is on its way, and the
   * script is for them.
   */
  List<CompletableFuture<Written>> gathered(List<Append> appends, ScriptedStore.Trouble... script) {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    store.meanwhile =
        () -> {
          store.meanwhile = () -> {};
          inside.countDown();
          reached(go);
        };
    List<CompletableFuture<Written>> first = new ArrayList<>();
    Thread thread = new Thread(() -> first.add(writer.write(append(0))), "first");
    thread.start();
    reached(inside);
    store.script.addAll(List.of(script));
    List<CompletableFuture<Written>> results = appends.stream().map(writer::write).toList();
    assertThat(results).as("nobody waits for another's flush").noneMatch(result -> result.isDone());
    go.countDown();
    ended(thread);
    assertThat(joined(first.get(0))).isEqualTo(Written.APPENDED);
    return results;
  }

  /** The same, and waits for what becomes of them. */
  List<Written> together(List<Append> appends, ScriptedStore.Trouble... script) {
    return joined(gathered(appends, script));
  }

  static Written joined(CompletableFuture<Written> result) {
    try {
      return result.get(5, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new AssertionError("Nobody said what became of it", failed);
    }
  }

  static List<Written> joined(List<CompletableFuture<Written>> results) {
    return results.stream().map(WriterFixture::joined).toList();
  }

  static void ended(Thread thread) {
    try {
      thread.join(5_000);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    assertThat(thread.isAlive()).as("%s is still at it", thread).isFalse();
  }

  static void reached(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).as("reached in time").isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
