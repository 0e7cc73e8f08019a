package dev.amends.bench.peers.reference;

import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Batches;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Writes entries of many sagas by one statement, which is one commit, and then says so of each. */
final class Committer implements Batches.Target<Entry>, AutoCloseable {
  private static final String INSERT =
      """
      INSERT INTO reference_journal (saga, seq, facts)
      SELECT saga, seq, facts
      FROM unnest(?::bigint[], ?::integer[], ?::bytea[]) AS entry (saga, seq, facts)
      """;

  private final Connection connection;
  private final PreparedStatement insert;
  private final Consumer<Entry> written;

  Committer(Server server, Consumer<Entry> written) throws SQLException {
    this.connection = server.connect();
    this.insert = connection.prepareStatement(INSERT);
    this.written = written;
  }

  @Override
  public void take(List<Entry> batch) throws SQLException {
    byte[][] facts = new byte[batch.size()][];
    Arrays.fill(facts, Tables.FACTS);
    set(1, "bigint", batch.stream().map(Entry::saga).toArray());
    set(2, "integer", batch.stream().map(Entry::seq).toArray());
    set(3, "bytea", facts);
    if (insert.executeUpdate() != batch.size()) {
      throw new IllegalStateException("Not every entry was written");
    }
    batch.forEach(written);
  }

  private void set(int parameter, String type, Object[] values) throws SQLException {
    Array array = connection.createArrayOf(type, values);
    insert.setArray(parameter, array);
    array.free();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new IllegalStateException("A connection could not be closed", failed);
    }
  }
}
