package dev.amends.internal.care;

import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.drive.Driving;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of looking for unfinished sagas that nobody drives: due ones, own ones that memory does
 * not know, and those of nodes that are gone. On the happy path it finds nothing.
 */
public final class Sweep implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final int MOST = 1_000;

  /** Every so many rounds, own sagas are looked for from the first one on. */
  private static final int WHOLE_ROUNDS = 10;

  private final SagaStore store;
  private final Collection<String> planHashes;
  private final LeaseKeeper lease;
  private final Driving driving;
  private final Adopter adopter;
  private final Duration forgottenAfter;
  private final Runnable strays;
  private final Runnable lateSignals;
  private long round;

  public Sweep(
      SagaStore store,
      Collection<String> planHashes,
      LeaseKeeper lease,
      Driving driving,
      Adopter adopter,
      Duration forgottenAfter,
      Runnable strays,
      Runnable lateSignals) {
    this.store = store;
    this.planHashes = planHashes;
    this.lease = lease;
    this.driving = driving;
    this.adopter = adopter;
    this.forgottenAfter = forgottenAfter;
    this.strays = strays;
    this.lateSignals = lateSignals;
  }

  @Override
  public void run() {
    if (!lease.holds()) {
      return;
    }
    try {
      wakeDue();
      findForgotten();
      takeOverOrphans();
      strays.run();
      store.mailbox().sweep();
      lateSignals.run();
    } catch (StoreUnavailableException unavailable) {
      log.warn("Sweeping waits for the database");
      log.debug("A sweep failed", unavailable);
    }
  }

  private void wakeDue() {
    int room = Math.min(MOST, driving.room());
    if (room > 0) {
      adopter.adopt(store.live().due(planHashes, room), false);
    }
  }

  /**
   * Mostly from the oldest saga in memory on: where somebody holds a snapshot, rows of sagas that
   * ended long ago are still there to be passed over.
   */
  private void findForgotten() {
    long self = lease.incarnation();
    long after = round++ % WHOLE_ROUNDS == 0 ? 0 : driving.oldest() - 1;
    boolean none = true;
    List<LiveSagas.Candidate> page;
    do {
      page = store.live().ownedBy(self, forgottenAfter, after, MOST);
      List<LiveSagas.Candidate> unknown =
          page.stream().filter(one -> driving.find(one.address().number()) == null).toList();
      none = none && unknown.isEmpty();
      takeUp(unknown.subList(0, Math.min(unknown.size(), driving.room())));
      after = page.isEmpty() ? after : page.get(page.size() - 1).address().number();
    } while (page.size() == MOST && driving.room() > 0);
    if (none && page.size() < MOST && round % WHOLE_ROUNDS == 1) {
      // By the database's clock it may be a little older than it seems here.
      driving.noneWaits(forgottenAfter.multipliedBy(2));
    }
  }

  private void takeUp(List<LiveSagas.Candidate> forgotten) {
    if (!forgotten.isEmpty()) {
      log.info("{} own sagas were forgotten and are taken up again", forgotten.size());
      adopter.adopt(forgotten, true);
      forgotten.forEach(one -> driving.found(one.type()));
    }
  }

  private void takeOverOrphans() {
    int room = Math.min(MOST, driving.room());
    if (room == 0 || !lease.mayAdoptOthers()) {
      return;
    }
    int buried = store.leases().buryExpired(lease.incarnation());
    if (buried > 0) {
      log.warn("{} nodes are gone; their sagas are taken over", buried);
    }
    List<LiveSagas.Candidate> orphans = store.live().orphans(planHashes, room);
    adopter.adopt(orphans, true);
  }
}
