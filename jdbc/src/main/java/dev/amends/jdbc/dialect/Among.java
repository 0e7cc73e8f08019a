package dev.amends.jdbc.dialect;

import java.util.Collection;
import java.util.List;

/**
 * A parameter that stands for several values: {@code {among}} in a statement.
 *
 * @param type of the values
 * @param values at least one, none null
 */
public record Among(ColumnType type, List<?> values) {
  /** What stands in a statement where the comparison belongs. */
  public static final String PLACE = "{among}";

  public Among {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Nothing is among no values; answer without a query");
    }
  }

  /** Texts. */
  public static Among texts(Collection<String> values) {
    return new Among(ColumnType.TEXT, List.copyOf(values));
  }

  /** 64-bit numbers. */
  public static Among numbers(Collection<Long> values) {
    return new Among(ColumnType.BIGINT, List.copyOf(values));
  }
}
