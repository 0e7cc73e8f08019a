package dev.amends.systems.mattermost.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are set. The first one that fits a call strikes, in the order in which they were
 * set; one that was set for a number of calls goes away after the last of them. Safe for many
 * threads: no two calls use up the same turn.
 */
public final class FaultPanel {
  private static final int MAX_FAULTS = 1000;

  /** Guarded by this. */
  private final List<Entry> entries = new ArrayList<>();

  /** Guarded by this. */
  private int lastId;

  /** A fault that struck a call. */
  public record Strike(String id, Fault fault) {}

  private static final class Entry {
    private final String id;
    private final Fault fault;
    private final @Nullable Integer times;
    private int hits;

    Entry(String id, Fault fault, OptionalInt times) {
      this.id = id;
      this.fault = fault;
      this.times = times.isPresent() ? times.getAsInt() : null;
    }

    boolean usedUp() {
      return times != null && hits >= times;
    }

    ActiveFault view() {
      return new ActiveFault(
          id,
          fault.method().orElse(null),
          fault.path().pattern(),
          fault.mode().wireName(),
          fault.mode() == FaultMode.STATUS ? fault.status() : null,
          fault.delay().toMillis(),
          fault.effect(),
          times == null ? null : times - hits,
          hits);
    }
  }

  /**
   * Sets the fault that this JSON describes.
   *
   * @throws InvalidFaultException if it describes none, or too many are set
   */
  public synchronized ActiveFault add(String json) {
    FaultParser.Parsed parsed = FaultParser.parse(json);
    if (entries.size() >= MAX_FAULTS) {
      throw new InvalidFaultException("body", "There are " + MAX_FAULTS + " faults already.");
    }
    lastId++;
    Entry entry = new Entry("f" + lastId, parsed.fault(), parsed.times());
    entries.add(entry);
    return entry.view();
  }

  /** The fault that strikes this call, if any; it is counted. */
  public synchronized Optional<Strike> strike(String method, String path) {
    Iterator<Entry> all = entries.iterator();
    while (all.hasNext()) {
      Entry entry = all.next();
      if (entry.fault.matches(method, path)) {
        entry.hits++;
        if (entry.usedUp()) {
          all.remove();
        }
        return Optional.of(new Strike(entry.id, entry.fault));
      }
    }
    return Optional.empty();
  }

  /** The faults that are set, in their order. */
  public synchronized List<ActiveFault> list() {
    return entries.stream().map(Entry::view).toList();
  }

  /** Takes all faults away; calls that already wait go on. */
  public synchronized void clear() {
    entries.clear();
  }

  /** Takes one fault away; false if it isn't set. */
  public synchronized boolean remove(String id) {
    return entries.removeIf(entry -> entry.id.equals(id));
  }
}
