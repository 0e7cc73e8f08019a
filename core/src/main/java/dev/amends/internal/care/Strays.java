package dev.amends.internal.care;

import dev.amends.internal.call.Subject;
import dev.amends.internal.drive.Appends;
import dev.amends.internal.drive.Driving;
import dev.amends.internal.drive.Hold;
import dev.amends.internal.plans.Plans;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.write.JournalWriter;
import dev.amends.internal.write.Written;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.Succession;
import dev.amends.outcome.Failure;
import dev.amends.plan.Outline;
import dev.amends.plan.OutlinePlans;
import dev.amends.plan.Plan;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of looking for sagas whose plan no live node has had for long. Those that fit this
 * node's version of their definition go on by it; the others are parked. The append that says so is
 * an adoption as well. Safe for many threads.
 */
public final class Strays implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Strays.class);
  private static final int MOST = 200;

  private final SagaStore store;
  private final Plans plans;
  private final Driving driving;
  private final Appends appends;
  private final JournalWriter writer;
  private final EngineClock clock;
  private final Collection<String> types;
  private final Duration gone;
  private final Duration every;
  private long lastRound;

  public Strays(
      SagaStore store,
      Plans plans,
      Driving driving,
      Appends appends,
      JournalWriter writer,
      EngineClock clock,
      Duration gone) {
    this.store = store;
    this.plans = plans;
    this.driving = driving;
    this.appends = appends;
    this.writer = writer;
    this.clock = clock;
    this.types = plans.outlines().stream().map(Outline::type).toList();
    this.gone = gone;
    this.every = gone.dividedBy(10);
    this.lastRound = clock.nanos();
  }

  /** Looks now and then: all unfinished sagas have to be gone through. */
  @Override
  public void run() {
    long now = clock.nanos();
    int room = Math.min(MOST, driving.room());
    if (now - lastRound < every.toNanos() || room == 0) {
      return;
    }
    lastRound = now;
    for (LiveSagas.Candidate stray : store.live().stranded(types, plans.hashes(), gone, room)) {
      settle(stray);
    }
  }

  /**
   * Its journal is read before its row: if it is still a stray then, whoever takes it meanwhile
   * takes the position that this node would write at.
   */
  private void settle(LiveSagas.Candidate stray) {
    List<StoredEntry> stored = store.journal(stray.address());
    store.byNumber(List.of(stray.address().number())).stream()
        .filter(row -> still(stray, row))
        .forEach(row -> settle(stray, row, stored));
  }

  private static boolean still(LiveSagas.Candidate stray, SagaRow row) {
    return row.planHash().equals(stray.planHash())
        && Objects.equals(row.owner(), stray.owner())
        && row.status() != SagaStatus.PARKED
        && !row.status().ended();
  }

  private void settle(LiveSagas.Candidate stray, SagaRow row, List<StoredEntry> stored) {
    Plan next = plans.byType(row.type()).orElseThrow();
    Optional<History> history = before(row, stored);
    boolean crashed = stray.owner() != null;
    Fact adopted = new Fact.Adopted(crashed, stray.leaseEnd());
    if (history.isPresent() && Succession.fits(history.get(), next)) {
      goOn(row, stored, next, adopted);
    } else {
      int last = stored.isEmpty() ? 0 : stored.get(stored.size() - 1).position();
      park(row, last, adopted);
    }
  }

  /**
   * Its history by the plan that it had; empty when that makes no sense. A database that does not
   * answer now says nothing about the saga: the next round asks again.
   */
  private Optional<History> before(SagaRow row, List<StoredEntry> stored) {
    Optional<String> outline = store.plan(row.planHash());
    try {
      return outline
          .map(text -> OutlinePlans.withoutCode(Outline.parse(text)))
          .map(plan -> History.of(plan, entries(stored)));
    } catch (RuntimeException unreadable) {
      log.debug("Saga {} cannot be read by its former plan", row.id(), unreadable);
      return Optional.empty();
    }
  }

  private static List<JournalEntry> entries(List<StoredEntry> stored) {
    return stored.stream().map(StoredEntry::read).toList();
  }

  private void goOn(SagaRow row, List<StoredEntry> stored, Plan next, Fact adopted) {
    Instant now = clock.now();
    Hold hold = new Hold(appends.incarnation(), clock.nanos());
    List<Fact> facts = List.of(adopted, new Fact.Migrated(next.hash()));
    History after =
        History.of(next, entries(stored))
            .plus(new JournalEntry(stored.size() + 1, 0, 0, now, facts));
    Change move = new Change.Move(after.status(), null, hold.incarnation(), null, next.hash());
    Append append = appends.of(row.address(), after.position(), now, facts).with(move);
    if (writer.writeNow(append) == Written.APPENDED) {
      log.info("Saga {} ({}) goes on by this node's version {}", row.id(), row.type(), next);
      driving.takeOver(Subject.of(row), after, hold);
    }
  }

  private void park(SagaRow row, int position, Fact adopted) {
    String text =
        "No live node has had its definition %s for %s, and it does not fit the present one. Resume it on a node that has the former version, or decide on its steps by hand."
            .formatted(row.planHash(), gone);
    Failure failure = Failure.of("definition-changed", text);
    Fact parked = new Fact.Parked(ParkReason.DEFINITION_CHANGED, -1, failure);
    Append append =
        appends
            .of(row.address(), position + 1, clock.now(), List.of(adopted, parked))
            .with(new Change.Move(SagaStatus.PARKED, ParkReason.DEFINITION_CHANGED, null, null));
    if (writer.writeNow(append) == Written.APPENDED) {
      log.warn("Saga {} ({}) is parked: {}", row.id(), row.type(), text);
    }
  }
}
