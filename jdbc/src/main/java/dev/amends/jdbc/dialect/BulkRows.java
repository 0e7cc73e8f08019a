package dev.amends.jdbc.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk statement with its rows.
 *
 * @param bulk what to do
 * @param rows values in the order of the columns; sorted by key, so that nobody deadlocks
 */
public record BulkRows(Bulk bulk, List<@Nullable Object[]> rows) {
  public BulkRows {
    rows = List.copyOf(rows);
  }
}
