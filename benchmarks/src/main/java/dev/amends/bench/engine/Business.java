package dev.amends.bench.engine;

import dev.amends.jdbc.connection.JdbcTransactions;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The business's own table, written in the transaction of a local step. */
record Business(JdbcTransactions transactions) {
  static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS bench_business (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        made_by text NOT NULL,
        amount integer NOT NULL)
      """;

  void insert(String madeBy, int amount) throws SQLException {
    Integer unused =
        transactions.with(
            connection -> {
              try (PreparedStatement statement =
                  connection.prepareStatement(
                      "INSERT INTO bench_business (made_by, amount) VALUES (?, ?)")) {
                statement.setString(1, madeBy);
                statement.setInt(2, amount);
                return statement.executeUpdate();
              }
            });
  }
}
