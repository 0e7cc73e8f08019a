package dev.amends.jdbc.dialect;

import java.util.List;

/**
 * A statement that does the same for many rows, in both forms that databases need.
 *
 * @param perRow for one row; a parameter per column, in this order
 * @param perSet for all rows at once; a parameter per column, each an array
 * @param columns types of the columns
 */
public record Bulk(String perRow, String perSet, List<ColumnType> columns) {
  public Bulk {
    columns = List.copyOf(columns);
  }

  /** A statement over these columns, completed for a dialect. */
  public static Bulk of(Dialect dialect, String perRow, String perSet, ColumnType... columns) {
    return new Bulk(
        dialect.complete(perRow.strip()), dialect.complete(perSet.strip()), List.of(columns));
  }
}
