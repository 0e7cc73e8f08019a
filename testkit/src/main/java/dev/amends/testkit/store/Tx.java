package dev.amends.testkit.store;

import dev.amends.spi.Append;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Transactions.Completion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction: what it locks, and what becomes true with its commit. Used by one thread at a
 * time, with the database's monitor held.
 */
final class Tx {
  /** Lock names held; whoever inserts a unique row locks its key first. */
  final Set<Object> locks = new HashSet<>();

  /** What it changes, in order. */
  final List<Runnable> changes = new ArrayList<>();

  /** Index rows that it inserts, by business key. */
  final Map<Tables.Key, NewSaga> opened = new HashMap<>();

  /** Live rows as it leaves them, by saga number; empty for those that it removes. */
  final Map<Long, Optional<Tables.LiveRow>> live = new HashMap<>();

  /** Ends that it writes, by saga number. */
  final Map<Long, Tables.End> ends = new HashMap<>();

  /** The appends that it carries. */
  final List<Append> appends = new ArrayList<>();

  /** Whether a statement failed in a way that forbids the commit. */
  boolean doomed;

  /** Who is told of its end. */
  final List<Completion> completions = new ArrayList<>();
}
