package dev.amends.spi;

import dev.amends.journal.FactCodec;
import dev.amends.journal.JournalEntry;
import java.time.Instant;

/**
 * A journal row as it is stored.
 *
 * @param position position in its saga's journal
 * @param writer incarnation that wrote it
 * @param number number of the append within its writer
 * @param at database time by the writer's estimate
 * @param facts encoded facts
 */
public record StoredEntry(int position, long writer, long number, Instant at, byte[] facts) {
  /**
   * The row read.
   *
   * @throws dev.amends.error.PayloadUnreadableException if its bytes are of no known form
   */
  public JournalEntry read() {
    return new JournalEntry(position, writer, number, at, FactCodec.decode(facts));
  }
}
