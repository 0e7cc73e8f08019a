package dev.amends.internal.start;

import dev.amends.error.InsideTransactionException;
import dev.amends.internal.drive.CallerThread;
import dev.amends.internal.drive.Drive;
import dev.amends.plan.Plan;
import dev.amends.spi.Scheduler;
import dev.amends.spi.Transactions;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Starts sagas, and lets callers wait for them. Safe for many threads. */
public final class EngineSagas {
  private final Orders orders;
  private final Starter starter;
  private final TransactionalStarter transactional;
  private final Transactions transactions;
  private final Scheduler scheduler;
  private final Duration grace;

  EngineSagas(
      Orders orders,
      Starter starter,
      TransactionalStarter transactional,
      Transactions transactions,
      Scheduler scheduler,
      Duration grace) {
    this.orders = orders;
    this.starter = starter;
    this.transactional = transactional;
    this.transactions = transactions;
    this.scheduler = scheduler;
    this.grace = grace;
  }

  /** Starts a saga in the caller's transaction if there is one. */
  public StartResult start(Plan plan, @Nullable String key, Object input) {
    starter.checkRoom(plan.type());
    StartOrder order = orders.of(plan, key, input, null);
    if (transactions.active()) {
      return transactional.join(order);
    }
    return start(order, null);
  }

  private StartResult start(StartOrder order, @Nullable Executor home) {
    return order.plan().leading(order.plan().step(0))
        ? transactional.own(order, home)
        : starter.start(order, home);
  }

  /**
   * Starts a saga and works for it on this thread until it rests or patience, and the grace for
   * hearing the cause, have ended.
   */
  public StartResult run(Plan plan, String key, Object input, Duration patience) {
    checkOutsideTransaction();
    starter.checkRoom(plan.type());
    long begun = scheduler.nanos();
    StartOrder order = orders.of(plan, key, input, patience);
    CallerThread caller = new CallerThread(scheduler);
    long until = begun + patience.plus(grace).toNanos();
    StartResult started;
    try {
      started = start(order, caller);
    } catch (RuntimeException failed) {
      caller.leave();
      throw failed;
    }
    Drive drive = started.drive();
    if (drive == null) {
      caller.leave();
    } else if (started.created()) {
      caller.workUntil(drive.rest(), until);
      drive.callerLeft();
    } else {
      waitFor(drive, until);
    }
    return started;
  }

  /** Waits for a drive of this node without working for it. */
  public void waitFor(Drive drive, long until) {
    // How it goes on, its journal tells.
    boolean unused = scheduler.await(drive.rest(), until);
  }

  /** Refuses to wait while a transaction or connection is bound to the thread. */
  public void checkOutsideTransaction() {
    if (transactions.active() || transactions.connectionBound()) {
      throw new InsideTransactionException(
          "run(…) would hold this thread's transaction or connection while remote calls are made. Call it outside @Transactional and after the transaction's callbacks, and switch spring.jpa.open-in-view off; or use start(…)");
    }
  }
}
