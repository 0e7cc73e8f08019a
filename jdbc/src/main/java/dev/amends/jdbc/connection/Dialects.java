package dev.amends.jdbc.connection;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Finds out which database a data source leads to. */
public final class Dialects {
  private Dialects() {}

  /**
   * The dialect of a data source.
   *
   * @throws StoreUnavailableException if the database cannot be reached
   */
  public static Dialect of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return Dialect.of(connection);
    } catch (SQLException thrown) {
      throw new StoreUnavailableException(
          "The database could not be asked what it is: %s. Check that it runs and that address, user and password are right."
              .formatted(thrown.getMessage()),
          thrown);
    }
  }
}
