package dev.amends.testkit.simulate;

import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.plan.Plan;
import dev.amends.spi.SagaRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a saga of the program, or of one that does a step of it. */
final class Seen {
  final SagaRow row;
  private final List<JournalEntry> entries = new ArrayList<>();
  private History history;
  private int asked;
  long owner;
  long ownedSince;
  long lastEntry;
  int struck;
  int resumes;
  int crashes;
  boolean ordered;
  boolean unstorable;
  final Set<Integer> decided = new HashSet<>();

  Seen(SagaRow row, Plan plan) {
    this.row = row;
    this.history = History.of(plan);
  }

  History history() {
    return history;
  }

  String type() {
    return row.type();
  }

  void add(JournalEntry entry) {
    entries.add(entry);
    history = history.plus(entry);
  }

  /** From that entry on it goes by another plan, which its history is to be read with. */
  void add(JournalEntry entry, Plan next) {
    entries.add(entry);
    history = History.of(next, entries);
  }

  /** The entries that were added since it was asked last. */
  List<JournalEntry> fresh() {
    List<JournalEntry> fresh = List.copyOf(entries.subList(asked, entries.size()));
    asked = entries.size();
    return fresh;
  }

  /** Whose step it does; null for one that stands for itself. */
  @Nullable UUID parent() {
    var own = history.childOf();
    return own == null ? null : own.parent();
  }
}
