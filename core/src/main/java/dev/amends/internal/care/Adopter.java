package dev.amends.internal.care;

import dev.amends.internal.call.Subject;
import dev.amends.internal.drive.Appends;
import dev.amends.internal.drive.Driving;
import dev.amends.internal.drive.Hold;
import dev.amends.internal.plans.Histories;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.write.JournalWriter;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.EngineListener;
import dev.amends.spi.Flushed;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes sagas over and into memory. The owner is changed and the adoption appended in one
 * transaction; only then is the journal read, so nothing of the former owner can come after what
 * was read. Safe for many threads.
 */
public final class Adopter {
  private static final Logger log = LoggerFactory.getLogger(Adopter.class);
  private static final int CHUNK = 200;

  private final SagaStore store;
  private final Histories histories;
  private final Driving driving;
  private final Appends appends;
  private final JournalWriter writer;
  private final EngineClock clock;
  private final EngineListener listener;

  public Adopter(
      SagaStore store,
      Histories histories,
      Driving driving,
      Appends appends,
      JournalWriter writer,
      EngineClock clock,
      EngineListener listener) {
    this.store = store;
    this.histories = histories;
    this.driving = driving;
    this.appends = appends;
    this.writer = writer;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Takes over those of the candidates that still have the owner that they had.
   *
   * @param crashed whether calls may have been under way that nobody will ever report on
   */
  public void adopt(List<LiveSagas.Candidate> candidates, boolean crashed) {
    for (int from = 0; from < candidates.size(); from += CHUNK) {
      adoptChunk(candidates.subList(from, Math.min(candidates.size(), from + CHUNK)), crashed);
    }
  }

  /** A saga that is locked or contended stands alone in the end and is left for the next round. */
  private void adoptChunk(List<LiveSagas.Candidate> chunk, boolean crashed) {
    List<SagaAddress> adopted = new ArrayList<>();
    Instant now = clock.now();
    Hold hold = new Hold(appends.incarnation(), clock.nanos());
    Flushed flushed =
        store
            .live()
            .adopt(
                hold.incarnation(),
                now,
                chunk.stream().map(one -> adoption(one, crashed)).toList(),
                adopted);
    if (flushed == Flushed.COMMITTED) {
      load(adopted, crashed, hold);
    } else if (chunk.size() > 1 && flushed != Flushed.LOST && flushed != Flushed.UNAVAILABLE) {
      int half = chunk.size() / 2;
      adoptChunk(chunk.subList(0, half), crashed);
      adoptChunk(chunk.subList(half, chunk.size()), crashed);
    } else {
      log.debug("{} sagas could not be taken over now: {}", chunk.size(), flushed);
    }
  }

  private LiveSagas.Adoption adoption(LiveSagas.Candidate candidate, boolean crashed) {
    Fact adopted = new Fact.Adopted(crashed, candidate.leaseEnd());
    return new LiveSagas.Adoption(
        candidate.address(),
        candidate.owner(),
        appends.nextNumber(),
        FactCodec.encode(List.of(adopted)));
  }

  private void load(Collection<SagaAddress> adopted, boolean crashed, Hold hold) {
    if (adopted.isEmpty()) {
      return;
    }
    listener.adopted(adopted.size(), crashed);
    List<SagaRow> rows = store.byNumber(adopted.stream().map(SagaAddress::number).toList());
    for (Histories.Loaded one : histories.load(rows)) {
      if (one instanceof Histories.Loaded.Whole whole) {
        driving.takeOver(Subject.of(whole.row()), whole.history(), hold);
      } else if (one instanceof Histories.Loaded.Broken broken) {
        park(broken);
      }
    }
  }

  /**
   * Reads sagas that this node has just started, and drives them. One that has moved on since is
   * left to the sweep: somebody may have called for it already.
   */
  public void loadOwned(Collection<Long> numbers) {
    long self = appends.incarnation();
    List<SagaRow> rows =
        store.byNumber(numbers).stream()
            .filter(row -> row.owner() != null && row.owner() == self)
            .toList();
    for (Histories.Loaded one : histories.load(rows)) {
      if (one instanceof Histories.Loaded.Whole whole && whole.history().position() == 1) {
        driving.take(Subject.of(whole.row()), whole.history(), new Hold(self, startOf(whole)));
      } else if (one instanceof Histories.Loaded.Broken broken) {
        park(broken);
      }
    }
  }

  /** The row may be much older than its transaction's end. */
  private long startOf(Histories.Loaded.Whole started) {
    return clock.nanos() - Duration.between(started.row().startedAt(), clock.now()).toNanos();
  }

  private void park(Histories.Loaded.Broken broken) {
    log.error(
        "Saga {} ({}) is parked: {}",
        broken.row().id(),
        broken.row().type(),
        broken.failure().message());
    Fact parked = new Fact.Parked(broken.reason(), -1, broken.failure());
    Append append =
        appends
            .of(broken.row().address(), broken.position() + 1, clock.now(), List.of(parked))
            .with(new Change.Move(SagaStatus.PARKED, broken.reason(), null, null));
    CompletableFuture<Void> unused =
        writer
            .write(append)
            .thenAccept(
                written ->
                    listener.parked(broken.row().id(), broken.row().type(), broken.reason()));
  }
}
