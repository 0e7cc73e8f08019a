package dev.amends.bench.peers.load;

import java.util.concurrent.ExecutorService;

/**
 * Threads, each of which carries out one unit after the other by a call that returns at its end.
 */
public final class Callers implements Peer {
  /** The call. */
  public interface Call {
    /** Returns once the unit is complete. */
    void run(long unit) throws Exception;
  }

  private final ExecutorService threads;
  private final Ends ends;
  private final Call call;
  private final Runnable closing;

  /** So many threads; the last parameter gives back what the call needs. */
  public Callers(int threads, Ends ends, Call call, Runnable closing) {
    this.threads = Threads.fixed("caller", threads);
    this.ends = ends;
    this.call = call;
    this.closing = closing;
  }

  @Override
  public void begin(long unit) {
    threads.execute(
        () -> {
          try {
            call.run(unit);
            ends.ended(unit);
          } catch (Throwable failed) {
            ends.failed(failed);
          }
        });
  }

  @Override
  public void close() {
    Threads.stop(threads);
    closing.run();
  }
}
