package dev.amends.bench.database;

/**
 * What a server has done until a moment.
 *
 * @param commits transactions that wrote something
 * @param walBytes bytes of its write-ahead log
 * @param cpuNanos processor time of its processes, 0 when it runs elsewhere
 */
public record ServerCounts(long commits, long walBytes, long cpuNanos) {
  /** What was done since then. */
  public ServerCounts since(ServerCounts before) {
    return new ServerCounts(
        commits - before.commits, walBytes - before.walBytes, cpuNanos - before.cpuNanos);
  }
}
