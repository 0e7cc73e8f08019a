package dev.amends.internal.drive;

import dev.amends.internal.call.Subject;
import dev.amends.internal.look.LateLooks;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.History;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Turns facts into appends of this incarnation. Safe for many threads. */
public final class Appends {
  private final LongSupplier incarnation;
  private final LateLooks looks;
  private final Family family;
  private final Duration dormantAbove;
  private final AtomicLong number = new AtomicLong();

  public Appends(LongSupplier incarnation, LateLooks looks, Family family, Duration dormantAbove) {
    this.incarnation = incarnation;
    this.looks = looks;
    this.family = family;
    this.dormantAbove = dormantAbove;
  }

  /** The present incarnation. */
  public long incarnation() {
    return incarnation.getAsLong();
  }

  /** A number for one more append of this incarnation. */
  public long nextNumber() {
    return number.incrementAndGet();
  }

  private Stamp stamp() {
    return new Stamp(incarnation(), nextNumber());
  }

  /** An append of facts that change nothing in the index. */
  public Append of(SagaAddress saga, int position, Instant at, List<Fact> facts) {
    return Append.of(saga, position, incarnation(), nextNumber(), at, FactCodec.encode(facts));
  }

  /**
   * The append that makes facts durable, with what they change in the index.
   *
   * @throws dev.amends.error.StoreUnavailableException if a late look has to begin with it and no
   *     number can be had for it now
   * @throws dev.amends.error.UnknownCommitException likewise
   */
  Append of(Subject subject, Next next, List<Long> mail, boolean mayRest) {
    return new Append(
        subject.address(),
        next.before().position() + 1,
        incarnation(),
        nextNumber(),
        next.at(),
        FactCodec.encode(next.facts()),
        change(next, mayRest),
        alongside(subject, next),
        mail,
        family.letters(subject, next),
        null);
  }

  private List<Append> alongside(Subject subject, Next next) {
    List<Append> alongside =
        new ArrayList<>(family.starts(next.births(), next.at(), incarnation(), this::stamp));
    alongside.addAll(family.recalls(subject, next, this::stamp));
    if (!next.looks().isEmpty()) {
      alongside.addAll(
          looks.appends(subject, next.after().plan(), next.looks(), next.at(), this::stamp));
    }
    return alongside;
  }

  private Change change(Next next, boolean mayRest) {
    History after = next.after();
    SagaStatus status = after.status();
    if (status.ended()) {
      return new Change.Close(status, after.exclusive());
    }
    if (status == SagaStatus.PARKED) {
      return new Change.Move(status, after.parkReason(), null, null);
    }
    Instant due = mayRest ? restsUntil(next) : null;
    if (due != null) {
      return new Change.Move(status, null, null, due);
    }
    return status == next.before().status()
        ? new Change.None()
        : new Change.Move(status, null, incarnation(), null);
  }

  /** Whether the saga waits for so long that it leaves memory meanwhile. */
  boolean rests(Next next) {
    return restsUntil(next) != null;
  }

  private @Nullable Instant restsUntil(Next next) {
    if (next.decision() instanceof dev.amends.machine.Decision.Go go
        && go.tasks().isEmpty()
        && go.wake() != null
        && go.wake().isAfter(next.at().plus(dormantAbove))) {
      return go.wake();
    }
    return null;
  }
}
