package dev.amends.bench.peers.report;

import dev.amends.bench.measure.Figures;
import java.util.Locale;

/**
 * What Amends comes to for 1 of another.
 *
 * @param perSecond units a second
 * @param p50AtOne half of the times with one unit in flight
 * @param walBytes write-ahead log a unit
 * @param cpuMillis processor time a unit
 */
record Ratios(double perSecond, double p50AtOne, double walBytes, double cpuMillis) {
  static final String HEAD =
      """
      | Amends, where 1 is | per s | p50 at 1 | WAL | CPU |
      |---|---|---|---|---|""";

  static Ratios of(Row amends, Row other) {
    Figures ours = amends.many();
    Figures theirs = other.many();
    return new Ratios(
        ours.perSecond() / theirs.perSecond(),
        amends.one().p50Millis() / other.one().p50Millis(),
        ours.walBytes() / theirs.walBytes(),
        ours.cpuMillis() / theirs.cpuMillis());
  }

  String row(String name) {
    return "| %s | %s | %s | %s | %s |"
        .formatted(name, say(perSecond), say(p50AtOne), say(walBytes), say(cpuMillis));
  }

  /** With two digits that count, or as many as it has before the point. */
  private static String say(double ratio) {
    if (ratio >= 10) {
      return String.format(Locale.ROOT, "%,.0f", ratio);
    }
    return String.format(Locale.ROOT, ratio >= 1 ? "%.1f" : "%.2g", ratio);
  }
}
