package dev.amends.bench.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for callers: as servers have them for a few, virtual ones for many. */
final class Callers {
  private static final int FEW = 64;

  private Callers() {}

  static ExecutorService threads(int count) {
    return count <= FEW ? Executors.newFixedThreadPool(count) : manyThreads(count);
  }

  private static ExecutorService manyThreads(int count) {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException none) {
      return Executors.newFixedThreadPool(count);
    }
  }
}
