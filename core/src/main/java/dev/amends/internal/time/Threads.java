package dev.amends.internal.time;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine's threads. */
public final class Threads {
  private Threads() {}

  /** A factory of named daemon threads. */
  public static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Threads for actions: virtual ones where the JVM has them, else so many platform threads. */
  public static ExecutorService workers(int platformThreads) {
    if (Runtime.version().feature() >= 21) {
      try {
        return (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
        return platform("amends-worker", platformThreads);
      }
    }
    return platform("amends-worker", platformThreads);
  }

  /**
   * Threads for local steps: platform threads, which a database connection answers with fewer
   * switches than virtual ones; the same as the workers where those are platform threads already.
   */
  public static ExecutorService localWorkers(ExecutorService workers, int threads) {
    return workers instanceof ThreadPoolExecutor ? workers : platform("amends-local", threads);
  }

  /** So many platform threads that go when they are idle. */
  public static ExecutorService platform(String name, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** One thread for timers; cancelled ones leave at once. */
  public static ScheduledThreadPoolExecutor timers(String name) {
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, named(name));
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return timers;
  }
}
