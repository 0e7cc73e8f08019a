package dev.amends.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry as a screen shows it.
 *
 * @param position place in the journal
 * @param at when it was written, by the database's clock
 * @param writer incarnation of the node that wrote it
 * @param facts what became true
 */
public record EntryView(int position, Instant at, long writer, List<FactView> facts) {
  public EntryView {
    facts = List.copyOf(facts);
  }

  /**
   * A fact as a screen shows it.
   *
   * @param kind its name, such as {@code AttemptFailed}
   * @param step the step that it concerns, null when it is about the saga
   * @param text what it says, with secrets masked
   */
  public record FactView(String kind, @Nullable String step, String text) {}
}
