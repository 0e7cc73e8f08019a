package dev.amends.internal.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends that wait to be written, in one line for each type of saga. Lines take turns, so that a
 * type of which there are very many makes no other one wait for all of its own. Within a line it is
 * first come, first served. Safe for many threads.
 */
final class Lines {
  private final ConcurrentHashMap<String, ConcurrentLinkedQueue<PendingAppend>> lines =
      new ConcurrentHashMap<>();

  /** May run behind for a moment, and below zero. */
  private final AtomicInteger size = new AtomicInteger();

  private final ReentrantLock taking = new ReentrantLock();
  private int turn; // guarded by taking

  void add(String line, PendingAppend append) {
    ConcurrentLinkedQueue<PendingAppend> queue = lines.get(line);
    if (queue == null) {
      queue = lines.computeIfAbsent(line, none -> new ConcurrentLinkedQueue<>());
    }
    queue.add(append);
    size.incrementAndGet();
  }

  int size() {
    return size.get();
  }

  boolean isEmpty() {
    return size.get() <= 0;
  }

  /** Takes so many at most, together so large at most, but one however large it is. */
  List<PendingAppend> take(int most, int mostBytes) {
    taking.lock();
    try {
      List<PendingAppend> taken = new ArrayList<>();
      List<ConcurrentLinkedQueue<PendingAppend>> waiting = waiting();
      int bytes = 0;
      while (!waiting.isEmpty() && taken.size() < most) {
        turn = (turn + 1) % waiting.size();
        ConcurrentLinkedQueue<PendingAppend> line = waiting.get(turn);
        PendingAppend first = line.element();
        bytes += first.append.bytes();
        if (bytes > mostBytes && !taken.isEmpty()) {
          break;
        }
        taken.add(line.remove());
        if (line.isEmpty()) {
          waiting.remove(turn);
        }
      }
      size.addAndGet(-taken.size());
      return taken;
    } finally {
      taking.unlock();
    }
  }

  private List<ConcurrentLinkedQueue<PendingAppend>> waiting() {
    List<ConcurrentLinkedQueue<PendingAppend>> waiting = new ArrayList<>(lines.size());
    for (ConcurrentLinkedQueue<PendingAppend> line : lines.values()) {
      if (!line.isEmpty()) {
        waiting.add(line);
      }
    }
    return waiting;
  }
}
