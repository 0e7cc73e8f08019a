package dev.amends.internal.write;

import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.SagaAddress;
import dev.amends.sample.UnusedStore;
import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.Stamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * Keeps rows like a database does: all of a flush or none. Trouble comes as it is scripted, flush
 * by flush, or from certain sagas whenever they are part of one.
 */
final class ScriptedStore extends UnusedStore {
  /** What becomes of one flush, instead of what its rows lead to. */
  enum Trouble {
    AGAIN,
    UNAVAILABLE,
    /** The rows are in and the answer is lost. */
    LOST_AND_IN,
    /** Nothing is in and the answer is lost. */
    LOST_AND_OUT,
    /** The store breaks its contract. */
    BROKEN
  }

  private record Place(long saga, int position) {}

  /** Every flush there was, in order. */
  final List<List<Append>> flushes = new CopyOnWriteArrayList<>();

  /** The names of the threads that flushed. */
  final List<String> threads = new CopyOnWriteArrayList<>();

  final Queue<Trouble> script = new ConcurrentLinkedQueue<>();
  final Set<Long> poisoned = ConcurrentHashMap.newKeySet();
  final Set<Long> locked = ConcurrentHashMap.newKeySet();
  final Set<Long> takenKeys = ConcurrentHashMap.newKeySet();

  /** How often {@link #stampAt} fails before it answers. */
  final Semaphore blind = new Semaphore(0);

  /** Called in the middle of each flush, after its trouble was chosen. */
  volatile Runnable meanwhile = () -> {};

  private final Map<Place, Stamp> rows = new ConcurrentHashMap<>();
  private final Semaphore busy;

  /** A store that so many flushes may come to at once. */
  ScriptedStore(int atOnce) {
    busy = new Semaphore(atOnce);
  }

  /** A row that somebody else has written. */
  void taken(long saga, int position) {
    rows.put(new Place(saga, position), new Stamp(99, 1));
  }

  boolean holds(Append append) {
    return stampAt(append.saga(), append.position()).filter(stamp(append)::equals).isPresent();
  }

  private static Stamp stamp(Append append) {
    return new Stamp(append.writer(), append.number());
  }

  private static Place place(Append append) {
    return new Place(append.saga().number(), append.position());
  }

  @Override
  public Flushed flush(List<Append> appends) {
    if (!busy.tryAcquire()) {
      throw new AssertionError("more flushes at once than there are lanes");
    }
    try {
      flushes.add(List.copyOf(appends));
      threads.add(Thread.currentThread().getName());
      Trouble trouble = script.poll();
      meanwhile.run();
      return trouble == null ? insert(appends) : flush(appends, trouble);
    } finally {
      busy.release();
    }
  }

  private Flushed flush(List<Append> appends, Trouble trouble) {
    return switch (trouble) {
      case AGAIN -> Flushed.AGAIN;
      case UNAVAILABLE -> Flushed.UNAVAILABLE;
      case LOST_AND_OUT -> Flushed.LOST;
      case LOST_AND_IN -> insert(appends) == Flushed.COMMITTED ? Flushed.LOST : Flushed.CONFLICT;
      case BROKEN -> throw new IllegalStateException("a bug of the store");
    };
  }

  private Flushed insert(List<Append> appends) {
    if (appends.stream().anyMatch(one -> locked.contains(one.saga().number()))) {
      return Flushed.BLOCKED;
    }
    if (appends.stream().anyMatch(one -> poisoned.contains(one.saga().number()))) {
      return Flushed.REFUSED;
    }
    boolean keyTaken = appends.stream().anyMatch(one -> takenKeys.contains(one.saga().number()));
    if (keyTaken || appends.stream().anyMatch(one -> rows.containsKey(place(one)))) {
      return Flushed.CONFLICT;
    }
    appends.forEach(one -> rows.put(place(one), stamp(one)));
    return Flushed.COMMITTED;
  }

  @Override
  public Optional<Stamp> stampAt(SagaAddress saga, int position) {
    if (blind.tryAcquire()) {
      throw new StoreUnavailableException("not now");
    }
    return Optional.ofNullable(rows.get(new Place(saga.number(), position)));
  }
}
