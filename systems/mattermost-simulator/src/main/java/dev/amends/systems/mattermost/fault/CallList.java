package dev.amends.systems.mattermost.fault;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest 10,000 calls since it was last cleared. Safe for many threads. */
public final class CallList {
  private static final int MAX_CALLS = 10_000;

  /** Guarded by this. */
  private NavigableMap<Long, SeenCall> calls = new TreeMap<>();

  /** Guarded by this. */
  private long lastNumber;

  /** A call that is in the list and not yet over. */
  public final class OpenCall {
    private final NavigableMap<Long, SeenCall> list;
    private final long number;

    private OpenCall(NavigableMap<Long, SeenCall> list, long number) {
      this.list = list;
      this.number = number;
    }

    /** Notes how it ended, unless the list was cleared meanwhile. */
    public void end(Object status, boolean effect) {
      synchronized (CallList.this) {
        list.computeIfPresent(number, (n, call) -> call.ended(status, effect));
      }
    }
  }

  /** One page and the number to go on after; null at the end. */
  public record Page(List<SeenCall> items, @Nullable Long next) {}

  /** Adds a call and gives it its number. */
  public synchronized OpenCall open(SeenCall call) {
    lastNumber++;
    calls.put(lastNumber, call.numbered(lastNumber));
    if (calls.size() > MAX_CALLS) {
      calls.pollFirstEntry();
    }
    return new OpenCall(calls, lastNumber);
  }

  /** The calls with a number above that one, oldest first. */
  public synchronized Page page(long after, int size) {
    List<SeenCall> items = calls.tailMap(after, false).values().stream().limit(size).toList();
    boolean more = !items.isEmpty() && calls.higherKey(items.get(items.size() - 1).n()) != null;
    return new Page(items, more ? items.get(items.size() - 1).n() : null);
  }

  /** Forgets all calls and counts from 1 again. */
  public synchronized void clear() {
    calls = new TreeMap<>();
    lastNumber = 0;
  }
}
