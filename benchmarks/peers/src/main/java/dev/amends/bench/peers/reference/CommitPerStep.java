package dev.amends.bench.peers.reference;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Callers;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A saga is seven statements, each committed by itself: insert, five checkpoints, update. */
public final class CommitPerStep {
  /** Sagas that are there as a whole. */
  public static final String PROOF =
      """
      SELECT least(
        (SELECT count(*) FROM reference_saga WHERE state = 2),
        (SELECT count(*) FROM reference_journal) / 5)
      """;

  private static final int CONNECTIONS = 32;
  private static final String START =
      "INSERT INTO reference_saga (number, state, input) VALUES (?, 1, ?)";
  private static final String STEP =
      "INSERT INTO reference_journal (saga, seq, facts) VALUES (?, ?, ?)";
  private static final String END = "UPDATE reference_saga SET state = 2 WHERE number = ?";

  private final HikariDataSource pool;

  private CommitPerStep(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Creates the tables and the threads. */
  public static Peer open(Server server, int inFlight, Ends ends) throws SQLException {
    server.execute(Tables.ALL);
    HikariDataSource pool = server.pool(CONNECTIONS);
    return new Callers(inFlight, ends, new CommitPerStep(pool)::run, pool::close);
  }

  private void run(long saga) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      try (PreparedStatement start = connection.prepareStatement(START)) {
        start.setLong(1, saga);
        start.setBytes(2, Tables.FACTS);
        start.execute();
      }
      try (PreparedStatement step = connection.prepareStatement(STEP)) {
        for (int seq = 1; seq <= Tables.STEPS; seq++) {
          step.setLong(1, saga);
          step.setInt(2, seq);
          step.setBytes(3, Tables.FACTS);
          step.execute();
        }
      }
      try (PreparedStatement end = connection.prepareStatement(END)) {
        end.setLong(1, saga);
        end.execute();
      }
    }
  }
}
