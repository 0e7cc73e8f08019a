package dev.amends.bench.peers;

import static java.util.Comparator.comparingDouble;

import dev.amends.bench.database.Server;
import dev.amends.bench.measure.Figures;
import dev.amends.bench.measure.Series;
import dev.amends.bench.peers.durable.DbosTransact;
import dev.amends.bench.peers.load.Running;
import dev.amends.bench.peers.report.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads one contestant after the other, each on an empty server. */
record Measurement(Server server, Series series) {
  private static final Logger LOG = LoggerFactory.getLogger(Measurement.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  Row of(Contestant contestant) throws Exception {
    Map<Integer, Figures> many = new LinkedHashMap<>();
    for (int inFlight : contestant.levels()) {
      many.put(inFlight, under(contestant, inFlight));
    }
    // Last, when the JVM has compiled what is used most.
    Figures one = under(contestant, 1);
    return many.entrySet().stream()
        .max(comparingDouble(each -> each.getValue().perSecond()))
        .map(each -> new Row(contestant.entrant(), each.getKey(), one, each.getValue()))
        .orElseThrow();
  }

  private Figures under(Contestant contestant, int inFlight) throws Exception {
    empty();
    checkpoint();
    Figures figures;
    long ended;
    try (Running running = contestant.start().begin(server, inFlight)) {
      figures = series.watch(server, running.progress());
      running.finish();
      ended = running.progress().done();
    }
    Proof.await(
        contestant.entrant().name(),
        ended,
        () -> Long.parseLong(server.ask(contestant.proof())),
        PATIENCE);
    return figures;
  }

  /** Removes all tables of whoever was there before. */
  void empty() throws SQLException {
    server.empty();
    server.execute("DROP SCHEMA IF EXISTS " + DbosTransact.SCHEMA + " CASCADE");
  }

  /** So that none falls into a load; what the one before has written is not charged to this one. */
  private void checkpoint() {
    try {
      server.execute("CHECKPOINT");
    } catch (SQLException refused) {
      LOG.warn("No checkpoint before this load", refused);
    }
  }
}
