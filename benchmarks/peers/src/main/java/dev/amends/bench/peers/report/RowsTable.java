package dev.amends.bench.peers.report;

import dev.amends.bench.measure.Figures;
import java.util.Locale;

/** Figures as Markdown. */
public final class RowsTable {
  /** The rows above the first. */
  public static final String HEAD =
      """
      | | in flight | per s | p50 / p99 ms | p50 / p99 ms at 1 | commits | WAL B | CPU ms JVM + server |
      |---|---|---|---|---|---|---|---|""";

  private RowsTable() {}

  /** One row. */
  public static String row(Row row) {
    Figures many = row.many();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %.1f / %.1f | %.2f / %.2f | %.3f | %,.0f | %.3f + %.3f |",
        row.entrant().name(),
        row.inFlight(),
        many.perSecond(),
        many.p50Millis(),
        many.p99Millis(),
        row.one().p50Millis(),
        row.one().p99Millis(),
        many.commits(),
        many.walBytes(),
        many.clientCpuMillis(),
        many.serverCpuMillis());
  }
}
