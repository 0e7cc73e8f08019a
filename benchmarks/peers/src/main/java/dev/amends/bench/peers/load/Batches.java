package dev.amends.bench.peers.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands over whatever has been asked for in the meantime, several at a time; never waits for more.
 */
public final class Batches<T> implements AutoCloseable {
  /** Where they go. */
  public interface Target<T> {
    /** Takes them; returns once it has them durably. */
    void take(List<T> batch) throws Exception;
  }

  private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();
  private final ExecutorService threads;
  private final int most;
  private final Ends ends;

  private Batches(int threads, int most, Ends ends) {
    this.threads = Threads.fixed("batches", threads);
    this.most = most;
    this.ends = ends;
  }

  /** One thread for each of the targets. */
  public static <T> Batches<T> to(List<? extends Target<T>> targets, int most, Ends ends) {
    Batches<T> batches = new Batches<>(targets.size(), most, ends);
    for (Target<T> target : targets) {
      batches.threads.execute(() -> batches.run(target));
    }
    return batches;
  }

  /** Asks for one. */
  public void add(T one) {
    queue.add(one);
  }

  private void run(Target<T> target) {
    List<T> batch = new ArrayList<>();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        batch.add(queue.take());
        queue.drainTo(batch, most - 1);
        target.take(batch);
        batch.clear();
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    } catch (Throwable failed) {
      ends.failed(failed);
    }
  }

  @Override
  public void close() {
    Threads.stop(threads);
  }
}
