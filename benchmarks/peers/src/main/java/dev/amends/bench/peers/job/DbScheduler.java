package dev.amends.bench.peers.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Batches;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Opening;
import dev.amends.bench.peers.load.Peer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** db-scheduler: tasks in its table, one after the other. */
public final class DbScheduler implements Peer {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MOST = 1000;

  private final HikariDataSource pool;
  private final Scheduler scheduler;
  private final TaskChain chain;
  private final Batches<Long> asked;

  private DbScheduler(
      Server server, int threads, int tasks, Ends ends, UnaryOperator<SchedulerBuilder> strategy) {
    pool = server.pool(threads);
    chain = new TaskChain(tasks, ends);
    scheduler =
        strategy
            .apply(
                Scheduler.create(pool, chain.tasks())
                    .threads(threads)
                    .pollingInterval(POLL)
                    .shutdownMaxWait(Duration.ofSeconds(10)))
            .build();
    scheduler.start();
    asked = Batches.to(List.of(this::schedule), MOST, ends);
  }

  /** Polls for many tasks at a time and takes them by the same statement. */
  public static Opening lockAndFetch(int tasks) {
    return (server, inFlight, ends) ->
        open(server, 50, tasks, ends, builder -> builder.pollUsingLockAndFetch(0.5, 4.0));
  }

  /** Looks for work whenever a task was scheduled here. */
  public static Opening immediately(int tasks) {
    return (server, inFlight, ends) ->
        open(server, 32, tasks, ends, SchedulerBuilder::enableImmediateExecution);
  }

  private static Peer open(
      Server server, int threads, int tasks, Ends ends, UnaryOperator<SchedulerBuilder> strategy)
      throws SQLException {
    server.execute(ScheduledTasks.ALL);
    return new DbScheduler(server, threads, tasks, ends, strategy);
  }

  @Override
  public void begin(long unit) {
    asked.add(unit);
  }

  private void schedule(List<Long> units) {
    List<SchedulableInstance<?>> instances =
        units.stream().<SchedulableInstance<?>>map(chain::first).toList();
    scheduler.scheduleBatch(instances);
  }

  @Override
  public void close() {
    asked.close();
    scheduler.stop();
    pool.close();
  }
}
