package dev.amends.internal.write;

import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.EngineListener;
import dev.amends.spi.Flushed;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Scheduler;
import dev.amends.spi.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes appends of many sagas together. Whoever finds the writer idle flushes on its own thread
 * what is queued; while a flush is on its way, later appends gather for the next one. When many
 * have gathered, a second flush goes beside the first, so that the database works while the sagas
 * of the first go on. Types of sagas take turns. One append's failure never fails another: a
 * refused transaction is split until the offender stands alone. Safe for many threads.
 */
public final class JournalWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);
  private static final int MAX_ROWS = 1_000;
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_BACKOFF_MILLIS = 1_000;

  /** The line of what people and the engine's care do; no saga type has this name. */
  private static final String CARE = "";

  /** Flushes that may be on their way at once. */
  private static final int LANES = 2;

  /** So many appends are worth a transaction of their own beside one that is on its way. */
  private static final int MANY = 100;

  private final SagaStore store;
  private final Scheduler scheduler;
  private final EngineListener listener;
  private final Lines queue = new Lines();
  private final List<ReentrantLock> lanes;
  private final AtomicInteger busy = new AtomicInteger();
  private final Scheduler.Timer slowLane;

  /** Appends that wait for another try. */
  private final Set<PendingAppend> waiting = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  public JournalWriter(SagaStore store, Scheduler scheduler, EngineListener listener) {
    this(store, scheduler, listener, LANES);
  }

  JournalWriter(SagaStore store, Scheduler scheduler, EngineListener listener, int lanes) {
    this.lanes = Stream.generate(ReentrantLock::new).limit(lanes).toList();
    this.store = store;
    this.scheduler = scheduler;
    this.listener = listener;
    this.slowLane = scheduler.timer("amends-writer");
  }

  /** Writes an append of a saga of that type and tries until its fate is known. */
  public CompletableFuture<Written> write(Append append, String type) {
    return enqueue(new PendingAppend(append, Long.MAX_VALUE), type);
  }

  /**
   * Writes an append of what a person or the engine's care does, which waits behind nothing else of
   * sagas' own, and tries until its fate is known.
   */
  public CompletableFuture<Written> write(Append append) {
    return write(append, CARE);
  }

  /** The same for a caller who does not wait longer than that for a database in trouble. */
  public CompletableFuture<Written> write(Append append, Duration patience) {
    return write(append, CARE, patience);
  }

  private CompletableFuture<Written> write(Append append, String line, Duration patience) {
    return enqueue(new PendingAppend(append, scheduler.nanos() + patience.toNanos()), line);
  }

  /** Writes an append of the engine's care and waits on this thread until its fate is known. */
  public Written writeNow(Append append) {
    return scheduler.join(write(append));
  }

  /** Writes an append of what a person does and waits on this thread, not much longer than that. */
  public Written writeNow(Append append, Duration patience) {
    return scheduler.join(write(append, patience));
  }

  /**
   * Writes an append of a saga of that type and waits on this thread, not much longer than that.
   */
  public Written writeNow(Append append, String type, Duration patience) {
    return scheduler.join(write(append, type, patience));
  }

  /** Whether appends are on their way, so that another one may cost no commit of its own. */
  public boolean busy() {
    return busy.get() > 0;
  }

  private CompletableFuture<Written> enqueue(PendingAppend pending, String line) {
    if (closed) {
      pending.result.complete(Written.UNAVAILABLE);
      return pending.result;
    }
    queue.add(line, pending);
    if (flushBatch() && !queue.isEmpty()) {
      // One batch on this thread; what gathered meanwhile is left to the writer's own.
      boolean unused = later(this::flushAll, 0);
    }
    return pending.result;
  }

  /** Whoever has had a lane looks at the queue afterwards: others found it busy and left. */
  private void flushAll() {
    boolean more = true;
    while (more && !queue.isEmpty()) {
      more = flushBatch();
    }
  }

  /** Flushes one batch if there is a lane for it. */
  private boolean flushBatch() {
    ReentrantLock lane = freeLane();
    if (lane == null) {
      return false;
    }
    busy.incrementAndGet();
    try {
      List<PendingAppend> batch = queue.take(MAX_ROWS, MAX_BYTES);
      if (!batch.isEmpty()) {
        flush(batch);
      }
      return true;
    } finally {
      busy.decrementAndGet();
      lane.unlock();
    }
  }

  private @Nullable ReentrantLock freeLane() {
    for (ReentrantLock lane : lanes) {
      boolean worthIt = busy.get() == 0 || queue.size() >= MANY || lane.isHeldByCurrentThread();
      if (worthIt && lane.tryLock()) {
        return lane;
      }
    }
    return null;
  }

  private void flush(List<PendingAppend> batch) {
    long begun = scheduler.nanos();
    switch (tryFlush(batch)) {
      case COMMITTED -> {
        int bytes = batch.stream().mapToInt(one -> one.append.bytes()).sum();
        listener.flushed(batch.size(), bytes, Duration.ofNanos(scheduler.nanos() - begun));
        batch.forEach(one -> one.result.complete(Written.APPENDED));
      }
      case CONFLICT -> splitOr(batch, this::resolveConflict);
      case REFUSED -> splitOr(batch, one -> one.result.complete(Written.REFUSED));
      case BLOCKED -> splitOr(batch, this::tryLater);
      case AGAIN -> batch.forEach(this::tryLater);
      case LOST -> {
        batch.forEach(one -> one.inDoubt = true);
        batch.forEach(this::tryLater);
      }
      case UNAVAILABLE -> batch.forEach(this::tryLater);
    }
  }

  private Flushed tryFlush(List<PendingAppend> batch) {
    try {
      return store.flush(batch.stream().map(one -> one.append).toList());
    } catch (RuntimeException | Error unexpected) {
      log.error("The store failed in a way that it should have translated", unexpected);
      return batch.size() > 1 ? Flushed.REFUSED : Flushed.LOST;
    }
  }

  private void splitOr(
      List<PendingAppend> batch, java.util.function.Consumer<PendingAppend> alone) {
    if (batch.size() == 1) {
      alone.accept(batch.get(0));
      return;
    }
    int half = batch.size() / 2;
    flush(batch.subList(0, half));
    flush(batch.subList(half, batch.size()));
  }

  /** Only a row that stands there tells: an own one means in, another one means fenced. */
  private void resolveConflict(PendingAppend one) {
    Append append = one.append;
    Optional<Stamp> stamp;
    try {
      stamp = store.stampAt(append.saga(), append.position());
    } catch (RuntimeException unavailable) {
      log.debug("Cannot read who wrote position {}", append.position(), unavailable);
      tryLater(one);
      return;
    }
    Stamp own = new Stamp(append.writer(), append.number());
    if (stamp.isEmpty()) {
      boolean start = append.change() instanceof Change.Open;
      one.result.complete(start ? Written.DUPLICATE : Written.FENCED);
    } else {
      one.result.complete(stamp.get().equals(own) ? Written.APPENDED : Written.FENCED);
    }
  }

  private void tryLater(PendingAppend one) {
    if (closed || (one.giveUpAt != Long.MAX_VALUE && scheduler.nanos() - one.giveUpAt >= 0)) {
      giveUp(one);
      return;
    }
    one.tries++;
    int bound = Math.min(MAX_BACKOFF_MILLIS, 10 << Math.min(one.tries, 10));
    waiting.add(one);
    long pause = (long) (bound * (1 + scheduler.random()) / 2);
    if (!later(() -> flushAlone(one), pause)) {
      stopWaiting(one);
    }
  }

  private void giveUp(PendingAppend one) {
    one.result.complete(one.inDoubt ? Written.IN_DOUBT : Written.UNAVAILABLE);
  }

  private void stopWaiting(PendingAppend one) {
    if (waiting.remove(one)) {
      giveUp(one);
    }
  }

  private void flushAlone(PendingAppend one) {
    if (!waiting.remove(one)) {
      return;
    }
    ReentrantLock lane = lanes.get(0);
    lane.lock();
    busy.incrementAndGet();
    try {
      flush(List.of(one));
    } finally {
      busy.decrementAndGet();
      lane.unlock();
    }
    flushAll();
  }

  /** False when the writer is closed. */
  private boolean later(Runnable work, long millis) {
    try {
      Future<?> unused = slowLane.in(Duration.ofMillis(millis), work);
      return true;
    } catch (java.util.concurrent.RejectedExecutionException shutDown) {
      log.debug("The writer is closed; what was left is found again by the sweep", shutDown);
      return false;
    }
  }

  /** Flushes what is queued, gives up what waits for another try, and takes no more. */
  @Override
  public void close() {
    closed = true;
    lanes.forEach(ReentrantLock::lock);
    try {
      flushAll();
    } finally {
      lanes.forEach(ReentrantLock::unlock);
    }
    flushAll();
    slowLane.close();
    waiting.forEach(this::stopWaiting);
  }
}
