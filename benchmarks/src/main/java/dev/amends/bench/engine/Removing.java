package dev.amends.bench.engine;

import dev.amends.bench.database.Server;
import dev.amends.spi.Retention.Keep;
import java.sql.SQLException;
import java.time.Duration;

/** Very many sagas whose time is over, which are removed while the load runs. */
record Removing(long count) implements Surroundings {
  private static final Duration KEPT = Duration.ofMinutes(2);
  private static final int DAYS_AGO = 40;

  @Override
  public String name() {
    return "retention running";
  }

  /** Short, because rounds of removal are as far apart as a tenth of it. */
  @Override
  public Keep keep() {
    return new Keep(KEPT, KEPT);
  }

  @Override
  public Duration before() {
    return KEPT.dividedBy(10);
  }

  @Override
  public Ending prepare(Server server) throws Exception {
    Ending fill = new Finished("", count, DAYS_AGO, DAYS_AGO).prepare(server);
    return () -> {
      fill.close();
      checkThatSomeAreGone(server);
    };
  }

  private void checkThatSomeAreGone(Server server) {
    try {
      String left =
          server.ask(
              "SELECT count(*) FROM amends_saga WHERE started_at < now() - INTERVAL '30 days'");
      if (Long.parseLong(left) >= count) {
        throw new IllegalStateException("None of the old sagas was removed meanwhile");
      }
    } catch (SQLException failed) {
      throw new IllegalStateException("Whether old sagas were removed cannot be seen", failed);
    }
  }
}
