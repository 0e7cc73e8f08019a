package dev.amends.bench.measure;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one window of a load came to.
 *
 * @param perSecond units of work that were done a second
 * @param p50Millis half of them took no longer, from the call that asked for one to its end
 * @param p99Millis 99 of 100 took no longer
 * @param commits transactions a unit
 * @param walBytes bytes of write-ahead log a unit
 * @param clientCpuMillis processor time of this JVM a unit
 * @param serverCpuMillis processor time of the server a unit
 */
public record Figures(
    double perSecond,
    double p50Millis,
    double p99Millis,
    double commits,
    double walBytes,
    double clientCpuMillis,
    double serverCpuMillis) {

  /** Processor time of both sides a unit. */
  public double cpuMillis() {
    return clientCpuMillis + serverCpuMillis;
  }

  /** To thousandths, as JSON has them. */
  public static double rounded(double figure) {
    return Math.round(figure * 1000) / 1000.0;
  }

  /** The median of each figure. */
  public static Figures median(List<Figures> runs) {
    return new Figures(
        median(runs, Figures::perSecond),
        median(runs, Figures::p50Millis),
        median(runs, Figures::p99Millis),
        median(runs, Figures::commits),
        median(runs, Figures::walBytes),
        median(runs, Figures::clientCpuMillis),
        median(runs, Figures::serverCpuMillis));
  }

  private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
    List<Double> sorted =
        runs.stream().map(figure::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
