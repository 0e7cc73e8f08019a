package dev.amends.jdbc.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Columns of a row as the library's values. */
public final class Columns {
  private Columns() {}

  /** A time that is there. */
  public static Instant time(ResultSet result, int column) throws SQLException {
    return result.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A time that may be null. */
  public static @Nullable Instant timeOrNull(ResultSet result, int column) throws SQLException {
    OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A number that may be null. */
  public static @Nullable Long longOrNull(ResultSet result, int column) throws SQLException {
    long number = result.getLong(column);
    return result.wasNull() ? null : number;
  }

  /** A number that may be null. */
  public static @Nullable Integer intOrNull(ResultSet result, int column) throws SQLException {
    int number = result.getInt(column);
    return result.wasNull() ? null : number;
  }
}
