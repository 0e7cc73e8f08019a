package dev.amends.jdbc.dialect;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of rows as arrays. */
final class Arrays {
  private Arrays() {}

  /** Sets one array a column; returns the index after them. */
  static int bindColumns(PreparedStatement statement, int first, BulkRows rows)
      throws SQLException {
    List<ColumnType> columns = rows.bulk().columns();
    for (int column = 0; column < columns.size(); column++) {
      int which = column;
      List<@Nullable Object> values = new java.util.ArrayList<>(rows.rows().size());
      for (@Nullable Object[] row : rows.rows()) {
        values.add(row[which]);
      }
      bind(statement, first + column, columns.get(column), values);
    }
    return first + columns.size();
  }

  static void bind(
      PreparedStatement statement,
      int index,
      ColumnType type,
      List<? extends @Nullable Object> values)
      throws SQLException {
    // An array is freed with its statement.
    Array array = statement.getConnection().createArrayOf(type.sqlName(), elements(type, values));
    statement.setArray(index, array);
  }

  /** Typed, because the driver sends arrays that it knows the type of in binary. */
  private static @Nullable Object[] elements(
      ColumnType type, List<? extends @Nullable Object> values) throws SQLException {
    @Nullable Object[] elements =
        switch (type) {
          case BIGINT, TIME -> new Long[values.size()];
          case INTEGER -> new Integer[values.size()];
          case SMALLINT -> new Short[values.size()];
          case BYTES -> new byte[values.size()][];
          case TEXT, UUID -> new String[values.size()];
        };
    for (int i = 0; i < elements.length; i++) {
      Object value = values.get(i);
      elements[i] = value == null ? null : element(type, value);
    }
    return elements;
  }

  private static Object element(ColumnType type, Object value) throws SQLException {
    return switch (type) {
      case BIGINT, BYTES -> value;
      case INTEGER -> ((Number) value).intValue();
      case SMALLINT -> ((Number) value).shortValue();
      case TEXT -> Binding.checked((String) value);
      case TIME -> ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value);
      case UUID -> value.toString();
    };
  }
}
