package dev.amends.internal.start;

import dev.amends.error.KeyReusedException;
import dev.amends.internal.look.LateSignal;
import dev.amends.internal.plans.Histories;
import dev.amends.internal.plans.Plans;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Mailbox;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of looking for signals that nobody took: those whose sagas have ended go to the
 * compensation of their step, by a saga of their own; those whose sagas never began are dropped
 * after a while.
 */
public final class LateSignals implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(LateSignals.class);
  private static final int MOST = 100;

  private final SagaStore store;
  private final Plans plans;
  private final Histories histories;
  private final EngineSagas sagas;
  private final Duration keep;

  public LateSignals(
      SagaStore store, Plans plans, Histories histories, EngineSagas sagas, Duration keep) {
    this.store = store;
    this.plans = plans;
    this.histories = histories;
    this.sagas = sagas;
    this.keep = keep;
  }

  @Override
  public void run() {
    for (Mailbox.Late late : store.mailbox().late(MOST)) {
      Optional<SagaRow> row = store.find(late.saga());
      if (row.isEmpty() || settle(late, row.get())) {
        store.mailbox().drop(late.mail());
      }
    }
    int expired = store.mailbox().expire(keep);
    if (expired > 0) {
      log.warn("{} signals were dropped: their sagas were not started within {}", expired, keep);
    }
  }

  /** Started before the signal is dropped, with a key of its own: twice is once. */
  private boolean settle(Mailbox.Late late, SagaRow row) {
    if (!(histories.load(row) instanceof Histories.Loaded.Whole whole)) {
      boolean elsewhere = histories.load(row) instanceof Histories.Loaded.Unplanned;
      if (!elsewhere) {
        log.warn("Signal {} for saga {} came after its journal was gone", late.id(), row.id());
      }
      return !elsewhere;
    }
    Optional<PlanStep> step = whole.history().plan().step(late.id().name());
    boolean takenBefore =
        step.isPresent()
            && late.id().id().equals(whole.history().step(step.get().index()).signal());
    if (takenBefore || step.isEmpty()) {
      return true;
    }
    log.warn("Signal {} for saga {} came late", late.id(), row.id());
    if (step.get().actions().undo() != null) {
      start(late);
    }
    return true;
  }

  private void start(Mailbox.Late late) {
    Plan plan = plans.byType(LateSignal.TYPE).orElseThrow();
    String name = late.saga() + "/" + late.id().name() + "/" + late.id().id();
    String key = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    LateSignal.Came input =
        LateSignal.Came.of(late.saga(), late.id().name(), late.id().id(), late.body());
    try {
      sagas.start(plan, key, input);
    } catch (KeyReusedException sameId) {
      log.warn("Signal {} came late twice with different contents; the first counts", late.id());
    }
  }
}
