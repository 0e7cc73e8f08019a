package dev.amends.internal.drive;

import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.call.Subject;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.write.JournalWriter;
import dev.amends.journal.History;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.EngineListener;
import dev.amends.spi.Mailbox;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Scheduler;
import dev.amends.spi.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sagas in the hands of this node. Safe for many threads. */
public final class Driving {
  private static final Logger log = LoggerFactory.getLogger(Driving.class);

  /** What drives are made with, besides what they share. */
  public record Parts(
      UserCode code,
      Transactions transactions,
      SagaStore store,
      Appends appends,
      JournalWriter writer,
      EngineClock clock,
      Scheduler scheduler,
      Scheduler.Timer timers,
      EngineListener listener,
      Family family,
      Runnable post) {}

  private final ConcurrentHashMap<Long, Drive> drives = new ConcurrentHashMap<>();

  /** Sagas let go with something off the record, that this node has not taken up again. */
  private final Set<Long> abandoned = ConcurrentHashMap.newKeySet();

  private final EngineListener listener;
  private final SagaStore store;
  private final Duration freshFor;
  private final Room room;
  private final Runnable post;
  private final Tools tools;
  private volatile boolean draining;

  /**
   * Without any sagas yet.
   *
   * @param leased whether the node's lease holds
   * @param forgottenAfter age from which the sweep takes an own saga that is not in memory
   * @param capacity drives at most, except for what somebody has to drive
   */
  public Driving(Parts parts, BooleanSupplier leased, Duration forgottenAfter, int capacity) {
    this.listener = parts.listener();
    this.store = parts.store();
    this.freshFor = forgottenAfter.dividedBy(2);
    this.room = new Room(capacity, parts.clock()::nanos);
    this.post = parts.post();
    Consequences consequences = new Consequences(parts.code(), parts.family(), parts.clock());
    this.tools =
        new Tools(
            consequences,
            parts.appends(),
            parts.writer(),
            new TaskRunner(parts.code(), parts.clock(), parts.timers()),
            new LocalSteps(
                parts.code(),
                parts.transactions(),
                parts.store(),
                consequences,
                parts.appends(),
                parts.clock(),
                parts.writer()::busy),
            parts.store().exclusives(),
            parts.store().mailbox(),
            parts.clock(),
            parts.scheduler(),
            parts.timers(),
            () -> !draining && leased.getAsBoolean(),
            new Watching());
  }

  /** Takes a saga that has started into memory, unless there is no room or it is there already. */
  public @Nullable Drive take(Subject subject, History history, Hold hold) {
    return take(subject, history, hold, tools.workers());
  }

  /** The same, to be driven by that executor. */
  public @Nullable Drive take(Subject subject, History history, Hold hold, Executor home) {
    if (draining || !room.start(subject.type())) {
      return null;
    }
    Drive drive = new Drive(subject, history, hold, tools, home);
    drive.awaited(home != tools.workers());
    if (drives.putIfAbsent(subject.address().number(), drive) != null) {
      room.leave(subject.type());
      return null;
    }
    return begin(drive) ? drive : null;
  }

  /**
   * Takes a saga into memory that this node has just made its own, be there room or not: nobody
   * else drives it. A former drive of it knows less of its journal and must go.
   */
  public void takeOver(Subject subject, History history, Hold hold) {
    if (draining) {
      return;
    }
    Drive drive = new Drive(subject, history, hold, tools, tools.workers());
    long number = subject.address().number();
    Drive there = drives.putIfAbsent(number, drive);
    if (there == null) {
      room.takeOver(subject.type());
    }
    while (there != null && there.takenAt() < drive.takenAt()) {
      if (drives.replace(number, there, drive)) {
        there.forget();
        break;
      }
      there = drives.putIfAbsent(number, drive);
      if (there == null) {
        room.takeOver(subject.type());
      }
    }
    if (drives.get(number) == drive) {
      begin(drive);
    }
  }

  private boolean begin(Drive drive) {
    boolean fresh = fresh(drive);
    if (fresh) {
      abandoned.remove(drive.subject().address().number());
      drive.begin();
    } else {
      drive.forget();
    }
    return fresh;
  }

  /**
   * Whether what it was taken with is still all that is on record. Asked once it is in memory, from
   * where on this node's own sweep leaves it alone; until then, the sweep may have given it to
   * another drive, which may be gone already.
   */
  private boolean fresh(Drive drive) {
    if (tools.clock().nanos() - drive.hold().since() < freshFor.toNanos()) {
      return true;
    }
    try {
      return store.stampAt(drive.subject().address(), drive.takenAt() + 1).isEmpty();
    } catch (StoreUnavailableException nobodyKnows) {
      log.debug("Saga {} is left to the sweep", drive.subject().id(), nobodyKnows);
      return false;
    }
  }

  /** The drive of that saga, null when it is not in memory. */
  public @Nullable Drive find(long saga) {
    return drives.get(saga);
  }

  /** Hands over a message; false when the saga is not in memory. */
  public boolean deliver(Mailbox.Mail mail) {
    Drive drive = drives.get(mail.saga().number());
    if (drive != null) {
      drive.mail(mail);
    }
    return drive != null;
  }

  /** The smallest number of a saga in memory; 1 when there is none. */
  public long oldest() {
    return drives.keySet().stream().mapToLong(Long::longValue).min().orElse(1);
  }

  /** How many sagas are in memory. */
  public int size() {
    return drives.size();
  }

  /** How many more fit in that are taken over. */
  public int room() {
    return draining ? 0 : room.left();
  }

  /**
   * Refuses a further start of a type of which too many wait for room.
   *
   * @throws dev.amends.error.OverloadedException if so
   */
  public void checkRoom(String type) {
    room.check(type);
  }

  /** One that has started waits in the database for its room. */
  public void waits(String type) {
    room.waits(type);
  }

  /** One that waited has been found. */
  public void found(String type) {
    room.found(type);
  }

  /** None waits that has waited for longer than that. */
  public void noneWaits(Duration longer) {
    room.noneWaits(longer);
  }

  /** Lets every drive look whether it may go on, after a time without the right to. */
  public void tickAll() {
    drives.values().forEach(Drive::tick);
  }

  /** Forgets every saga: the node's right to them is gone. Results still to come count nothing. */
  public void forgetAll() {
    drives.values().forEach(Drive::forget);
    abandoned.clear();
  }

  /**
   * Begins no more work and waits for what is under way.
   *
   * @return whether all of it came to an end in time
   */
  public boolean drain(Duration grace) {
    draining = true;
    long end = tools.clock().nanos() + grace.toNanos();
    while (tools.clock().nanos() - end < 0) {
      if (quiet()) {
        return true;
      }
      tools.scheduler().pause(Duration.ofMillis(5));
    }
    return quiet();
  }

  private boolean quiet() {
    return drives.values().stream().allMatch(Drive::quiet) && abandoned.isEmpty();
  }

  private final class Watching implements Watcher {
    @Override
    public void appended(Subject subject, History before, History after) {
      SagaStatus status = after.status();
      if (status == before.status()) {
        return;
      }
      if (status.ended()) {
        Instant begun = Objects.requireNonNull(after.startedAt());
        Instant ended = Objects.requireNonNull(after.updatedAt());
        listener.settled(subject.id(), subject.type(), status, Duration.between(begun, ended));
      } else if (status == SagaStatus.PARKED) {
        log.warn(
            "Saga {} ({} {}) is parked: {}; {}",
            subject.id(),
            subject.type(),
            subject.key(),
            after.parkReason(),
            after.cause());
        listener.parked(subject.id(), subject.type(), Objects.requireNonNull(after.parkReason()));
      }
    }

    /** Those that there is no room for are found by the sweep. */
    @Override
    public void born(List<Birth> births, Instant at, Hold hold) {
      for (Birth birth : births) {
        Drive unused = take(birth.subject(), birth.history(at), hold);
      }
    }

    @Override
    public void posted() {
      post.run();
    }

    @Override
    public void fenced(Subject subject) {
      log.warn("Saga {} ({}) is in other hands and was dropped", subject.id(), subject.type());
      listener.fenced(subject.id(), subject.type());
    }

    @Override
    public void abandoned(Drive drive) {
      abandoned.add(drive.subject().address().number());
    }

    @Override
    public void left(Drive drive) {
      if (drives.remove(drive.subject().address().number(), drive)) {
        room.leave(drive.subject().type());
      }
    }
  }
}
