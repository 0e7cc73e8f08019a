package dev.amends.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import java.util.concurrent.atomic.AtomicLong;

class EngineOnH2Test extends EngineOnDatabase {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String url =
      "jdbc:h2:mem:engine%d;DB_CLOSE_DELAY=-1".formatted(NUMBERS.incrementAndGet());

  @Override
  HikariDataSource pool() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(30);
    Migrations.run(pool);
    return pool;
  }

  @Override
  JdbcTransactions transactions(HikariDataSource pool) {
    return JdbcTransactions.on(pool);
  }
}
