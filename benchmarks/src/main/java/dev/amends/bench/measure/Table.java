package dev.amends.bench.measure;

import java.util.Locale;

/** Figures as rows of a Markdown table. */
public final class Table {
  /** The rows above the first. */
  public static final String HEAD =
      """
      | load | per s | p50 ms | p99 ms | commits | WAL B | CPU ms JVM + server |
      |---|---|---|---|---|---|---|""";

  private Table() {}

  /** One row. */
  public static String row(String name, Figures figures) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %.2f | %.2f | %.3f | %,.0f | %.3f + %.3f |",
        name,
        figures.perSecond(),
        figures.p50Millis(),
        figures.p99Millis(),
        figures.commits(),
        figures.walBytes(),
        figures.clientCpuMillis(),
        figures.serverCpuMillis());
  }
}
