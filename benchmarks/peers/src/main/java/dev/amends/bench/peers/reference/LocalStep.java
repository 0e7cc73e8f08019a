package dev.amends.bench.peers.reference;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Threads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;

/** The business's row and the last checkpoint of a saga, in one transaction of their own. */
final class LocalStep implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final String BUSINESS =
      "INSERT INTO reference_business (made_by, amount) VALUES (?, ?)";
  private static final String CHECKPOINT =
      "INSERT INTO reference_journal (saga, seq, facts) VALUES (?, ?, ?)";

  private final HikariDataSource pool;
  private final ExecutorService threads = Threads.fixed("local", CONNECTIONS);
  private final Ends ends;

  LocalStep(Server server, Ends ends) {
    this.pool = server.pool(CONNECTIONS);
    this.ends = ends;
  }

  void begin(Entry entry) {
    threads.execute(
        () -> {
          try {
            commit(entry);
            ends.ended(entry.saga());
          } catch (Throwable failed) {
            ends.failed(failed);
          }
        });
  }

  private void commit(Entry entry) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement business = connection.prepareStatement(BUSINESS);
        PreparedStatement checkpoint = connection.prepareStatement(CHECKPOINT)) {
      connection.setAutoCommit(false);
      business.setString(1, entry.saga() + ":" + entry.seq());
      business.setInt(2, 100 + entry.seq());
      business.execute();
      checkpoint.setLong(1, entry.saga());
      checkpoint.setInt(2, entry.seq());
      checkpoint.setBytes(3, Tables.FACTS);
      checkpoint.execute();
      connection.commit();
    }
  }

  @Override
  public void close() {
    Threads.stop(threads);
    pool.close();
  }
}
