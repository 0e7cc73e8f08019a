package dev.amends.bench.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for callers: virtual ones where the JVM has them. */
final class Callers {
  private Callers() {}

  static ExecutorService threads(int platform) {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException none) {
      return Executors.newFixedThreadPool(platform);
    }
  }
}
