package dev.amends.bench.peers.reference;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The business's row and the checkpoint, in one transaction of their own. */
record LocalStep(HikariDataSource pool) {
  private static final int CONNECTIONS = 16;
  private static final String BUSINESS =
      "INSERT INTO reference_business (made_by, amount) VALUES (?, ?)";
  private static final String CHECKPOINT =
      "INSERT INTO reference_journal (saga, seq, facts) VALUES (?, ?, ?)";

  static LocalStep on(Server server) {
    return new LocalStep(server.pool(CONNECTIONS));
  }

  static int threads() {
    return CONNECTIONS;
  }

  void run(Entry entry) throws SQLException {
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

  void close() {
    pool.close();
  }
}
