package dev.amends.bench.engine;

import dev.amends.Amends;
import dev.amends.RunResult;
import dev.amends.bench.database.Server;
import java.time.Duration;
import java.util.UUID;

/** Very many sagas that ended on former days. */
record Finished(String name, long count, int youngestDays, int oldestDays) implements Surroundings {
  @Override
  public Ending prepare(Server server) throws Exception {
    Case chain = Case.background(1);
    try (Node node = new Node(server, "template", chain)) {
      Amends amends = node.amends();
      Chain.Order order = new Chain.Order(new UUID(7, 7), 100);
      RunResult<Void> ended =
          amends.sagas().run(Chain.class, "template", order, Duration.ofMinutes(1));
      if (!(ended instanceof RunResult.Succeeded)) {
        throw new IllegalStateException("The template has not succeeded: " + ended);
      }
    }
    Copies copies = new Copies(server);
    int days = oldestDays - youngestDays + 1;
    for (int day = oldestDays; day >= youngestDays; day--) {
      copies.make(count / days, day, false);
    }
    server.execute("VACUUM ANALYZE amends_saga", "ANALYZE amends_journal", "CHECKPOINT");
    return () -> {};
  }
}
