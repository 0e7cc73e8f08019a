package dev.amends.journal;

import java.time.Instant;
import java.util.List;

/**
 * One row of a saga's journal.
 *
 * @param position 1, 2, 3 … without holes
 * @param writer incarnation of the node that wrote it
 * @param append number of the append within its writer
 * @param at database time by the writer's estimate
 * @param facts what became true together; at least one
 */
public record JournalEntry(int position, long writer, long append, Instant at, List<Fact> facts) {
  public JournalEntry {
    facts = List.copyOf(facts);
  }
}
