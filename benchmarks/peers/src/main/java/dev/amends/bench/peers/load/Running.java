package dev.amends.bench.peers.load;

import dev.amends.bench.measure.Progress;

/** A load under way. */
public interface Running extends AutoCloseable {
  /** How far it has come. */
  Progress progress();

  /** Begins no more units and waits for those that were begun; what went wrong comes out. */
  void finish() throws Exception;

  @Override
  void close();
}
