package dev.amends.internal.drive;

import dev.amends.error.OverloadedException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Places for sagas in memory. What is started leaves a tenth of them to what is taken over, and no
 * type has more than four fifths: a flood of one leaves room for others and for recovery. Started
 * sagas without a place wait in the database, where the sweep finds them; when very many of a type
 * wait, further starts of it are refused. Safe for many threads.
 */
final class Room {
  /** So many times the places of memory may wait, of one type. */
  private static final int BACKLOG = 5;

  private static final int LEAST_BACKLOG = 1_000;
  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofMinutes(1);

  /** What is known of one type. */
  private static final class Places {
    final AtomicInteger taken = new AtomicInteger();
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicLong left = new AtomicLong();

    /** When the first of those that wait now found no place, and how many had left by then. */
    volatile long crowdedSince;

    volatile long leftThen;

    /** When the last one found no place. */
    volatile long crowdedLast;
  }

  private final int capacity;
  private final int forStarts;
  private final int forOneType;
  private final int mostWaiting;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Places> types = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();

  Room(int capacity, LongSupplier nanos) {
    this.capacity = capacity;
    this.forStarts = Math.max(1, capacity - capacity / 10);
    this.forOneType = Math.max(1, capacity - capacity / 5);
    this.mostWaiting = Math.max(LEAST_BACKLOG, Math.multiplyExact(BACKLOG, capacity));
    this.nanos = nanos;
  }

  /** Takes a place for a saga that has just started; without one it waits. */
  boolean start(String type) {
    Places places = of(type);
    if (add(taken, forStarts)) {
      if (add(places.taken, forOneType)) {
        return true;
      }
      taken.decrementAndGet();
    }
    waits(type);
    return false;
  }

  private static boolean add(AtomicInteger count, int most) {
    boolean fits = count.incrementAndGet() <= most;
    if (!fits) {
      count.decrementAndGet();
    }
    return fits;
  }

  /** Takes a place for a saga that somebody has to drive, be there one or not. */
  void takeOver(String type) {
    taken.incrementAndGet();
    of(type).taken.incrementAndGet();
  }

  /** Gives a place back. */
  void leave(String type) {
    taken.decrementAndGet();
    Places places = of(type);
    places.taken.decrementAndGet();
    places.left.incrementAndGet();
  }

  /** Places that are left for what is taken over. */
  int left() {
    return Math.max(0, capacity - taken.get());
  }

  /** One that has started waits in the database. */
  void waits(String type) {
    Places places = of(type);
    long now = nanos.getAsLong();
    places.crowdedLast = now;
    if (places.waiting.getAndIncrement() == 0) {
      places.crowdedSince = now;
      places.leftThen = places.left.get();
    }
  }

  /** One that waited has been found. */
  void found(String type) {
    of(type).waiting.updateAndGet(waiting -> Math.max(0, waiting - 1));
  }

  /** None waits that has waited for so long: what was counted otherwise was taken elsewhere. */
  void noneWaits(Duration longer) {
    for (Places places : types.values()) {
      if (nanos.getAsLong() - places.crowdedLast > longer.toNanos()) {
        places.waiting.set(0);
      }
    }
  }

  /**
   * Refuses a further start of a type of which too many wait.
   *
   * @throws OverloadedException if so
   */
  void check(String type) {
    Places places = types.get(type);
    int waiting = places == null ? 0 : places.waiting.get();
    if (places != null && waiting >= mostWaiting) {
      throw new OverloadedException(type, waiting, comeBack(places, waiting));
    }
  }

  /** When half of those that wait have had their turn, at the pace since they began to wait. */
  private Duration comeBack(Places places, int waiting) {
    long left = places.left.get() - places.leftThen;
    if (left <= 0) {
      return LATEST;
    }
    long since = nanos.getAsLong() - places.crowdedSince;
    double seconds = since / 1e9 * waiting / 2 / left;
    long most = LATEST.toSeconds();
    Duration pause = Duration.ofSeconds(seconds < most ? (long) Math.ceil(seconds) : most);
    return pause.compareTo(SOONEST) < 0 ? SOONEST : pause;
  }

  private Places of(String type) {
    Places places = types.get(type);
    return places == null ? types.computeIfAbsent(type, none -> new Places()) : places;
  }
}
