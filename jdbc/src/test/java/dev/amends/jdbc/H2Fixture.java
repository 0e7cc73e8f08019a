package dev.amends.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import dev.amends.testkit.contract.StoreFixture;
import java.util.concurrent.atomic.AtomicLong;

/** A fresh H2 database in memory. */
final class H2Fixture implements StoreFixture {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final HikariDataSource dataSource = new HikariDataSource();
  private final JdbcTransactions transactions;

  H2Fixture() {
    dataSource.setJdbcUrl("jdbc:h2:mem:amends%d".formatted(NUMBERS.incrementAndGet()));
    dataSource.setMaximumPoolSize(30);
    Migrations.run(dataSource);
    transactions = JdbcTransactions.on(dataSource);
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  @Override
  public SagaStore open() {
    return JdbcSagaStore.open(dataSource, transactions);
  }

  @Override
  public Transactions transactions() {
    return transactions;
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
