package dev.amends.bench.peers.load;

/** Hears how units of work end. Safe for many threads. */
public interface Ends {
  /** This unit is complete, and that is durable. */
  void ended(long unit);

  /** Something went wrong, which ends the load. */
  void failed(Throwable why);
}
