package dev.amends.bench.peers.load;

/** One of those that are compared, ready to work. */
public interface Peer extends AutoCloseable {
  /**
   * Begins one unit of work. Its end is told to the {@link Ends} that the peer was opened with,
   * once it is durable. Called by several threads, also by those that tell ends.
   */
  void begin(long unit) throws Exception;

  @Override
  void close();
}
