package dev.amends.jdbc;

import dev.amends.jdbc.connection.JdbcConnections;
import dev.amends.jdbc.dialect.Fault;
import dev.amends.spi.Append;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.SagaRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What the store writes in the caller's transaction, which it neither ends nor harms. */
final class JoinedWrites {
  /** How often a start looks for the saga whose key it found taken. */
  private static final int MAX_LOOKS = 3;

  /** SQLSTATE "serialization failure". */
  private static final String SERIALIZATION = "40001";

  private final JdbcConnections connections;
  private final SagaTable sagas;
  private final SagaQueries index;
  private final BatchWriter writer;

  JoinedWrites(JdbcConnections connections, Tables tables, BatchWriter writer) {
    this.connections = connections;
    this.sagas = tables.sagas();
    this.index = tables.index();
    this.writer = writer;
  }

  Opened open(NewSaga saga) {
    return connections.joined("starting a saga", connection -> open(connection, saga));
  }

  private Opened open(Connection connection, NewSaga saga) throws SQLException {
    for (int look = 0; look < MAX_LOOKS; look++) {
      if (sagas.insertUnlessTaken(connection, saga)) {
        return new Opened.New();
      }
      Optional<SagaRow> existing = existing(connection, saga);
      if (existing.isPresent()) {
        return new Opened.Existing(existing.get());
      }
    }
    // Taken, and not to be seen: by a snapshot that is older than the other saga.
    throw new SQLException(
        "The key is taken by a saga that this transaction cannot see", SERIALIZATION);
  }

  private Optional<SagaRow> existing(Connection connection, NewSaga saga) throws SQLException {
    String key = saga.key();
    return key == null ? Optional.empty() : index.byKey(connection, saga.type(), key);
  }

  boolean append(Append append) {
    return connections.joined(
        "appending to a journal", connection -> append(connection, Batch.joined(append)));
  }

  private boolean append(Connection connection, Batch batch) throws SQLException {
    try {
      return writer.write(connection, batch);
    } catch (SQLException thrown) {
      if (connections.fault(thrown) == Fault.DUPLICATE) {
        return false;
      }
      throw thrown;
    }
  }
}
