package dev.amends.internal.operate;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.internal.call.Subject;
import dev.amends.internal.drive.Appends;
import dev.amends.internal.drive.Driving;
import dev.amends.internal.drive.Hold;
import dev.amends.internal.plans.Histories;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.write.JournalWriter;
import dev.amends.internal.write.Written;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Change;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts orders on record. The append that a person's decision makes is an adoption as well: the saga
 * belongs to the node that the person asked. Safe for many threads.
 */
public final class OrderBook {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SagaStore store;
  private final JournalWriter writer;
  private final Appends appends;
  private final Driving driving;
  private final EngineClock clock;
  private final BooleanSupplier leased;

  public OrderBook(
      SagaStore store,
      JournalWriter writer,
      Appends appends,
      Driving driving,
      EngineClock clock,
      BooleanSupplier leased) {
    this.store = store;
    this.writer = writer;
    this.appends = appends;
    this.driving = driving;
    this.clock = clock;
    this.leased = leased;
  }

  /** Appends what a person decided, and lets the saga go on. */
  Answer append(
      Order order,
      String action,
      @Nullable String step,
      Histories.Loaded.Whole saga,
      List<Fact> decided) {
    Instant now = clock.now();
    Hold hold = new Hold(appends.incarnation(), clock.nanos());
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.Adopted(false, now));
    facts.addAll(decided);
    History before = saga.history();
    History after = before.plus(new JournalEntry(before.position() + 1, 0, 0, now, facts));
    boolean mine = leased.getAsBoolean() && after.status() != SagaStatus.PARKED;
    Append append =
        appends
            .of(saga.row().address(), after.position(), now, facts)
            .with(change(after, mine ? hold.incarnation() : null, now))
            .audited(audit(order, action, step, Answer.ACCEPTED, now));
    Written written = writer.writeNow(append, PATIENCE);
    if (written == Written.APPENDED) {
      if (mine) {
        driving.takeOver(Subject.of(saga.row()), after, hold);
      }
      return Answer.ACCEPTED;
    }
    return notAppended(order, action, step, written);
  }

  private static Change change(History after, @Nullable Long owner, Instant now) {
    if (after.status() == SagaStatus.PARKED) {
      return new Change.Move(SagaStatus.PARKED, after.parkReason(), null, null);
    }
    return new Change.Move(after.status(), null, owner, owner == null ? now : null);
  }

  private Answer notAppended(Order order, String action, @Nullable String step, Written written) {
    return switch (written) {
      case IN_DOUBT ->
          throw new UnknownCommitException(
              "Whether the order on saga %s is on record is not known; look at the saga before you repeat it"
                  .formatted(order.saga()));
      case UNAVAILABLE ->
          throw new StoreUnavailableException(
              "The order on saga %s is not on record: the database cannot be reached"
                  .formatted(order.saga()));
      case REFUSED -> answered(order, action, step, Answer.UNREADABLE);
      default -> answered(order, action, step, Answer.MOVED_ON);
    };
  }

  /** Audits an answer that changes nothing in the saga's journal, and gives it back. */
  Answer answered(Order order, String action, @Nullable String step, Answer answer) {
    store.audit(audit(order, action, step, answer, clock.now()));
    return answer;
  }

  private static Audit audit(
      Order order, String action, @Nullable String step, Answer answer, Instant at) {
    return new Audit(
        at, order.actor().name(), action, order.saga(), step, order.reason(), answer.name());
  }
}
