package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.UnsupportedDatabaseException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What one is told of a database that will not do. */
class UnknownDatabaseTest {
  @Test
  void anUnknownOneIsNamedWithThoseThatWork() {
    assertThatExceptionOfType(UnsupportedDatabaseException.class)
        .isThrownBy(() -> Dialect.of(connectionTo("Cellar")))
        .withMessageContaining("a Cellar database")
        .withMessageContaining("PostgreSQL and H2");
  }

  @Test
  void oneThatIsNotThereIsUnavailable() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"localhost"});
    nowhere.setPortNumbers(new int[] {1});

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcTransactions.on(nowhere))
        .withMessageContaining("Check that it runs");
  }

  /** A connection that can say what it leads to and nothing else. */
  private static Connection connectionTo(String product) {
    DatabaseMetaData metaData =
        answering(DatabaseMetaData.class, "getDatabaseProductName", product);
    return answering(Connection.class, "getMetaData", metaData);
  }

  private static <T> T answering(Class<T> type, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                return answer;
              }
              throw new UnsupportedOperationException(called.getName());
            }));
  }
}
