package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Removes what has been kept long enough: first a saga's journal, later its index row, by which a
 * repeated start is told. Sagas that have not ended, parked ones too, lose nothing however old they
 * are. Each call is one short transaction of its own over a bounded number of sagas; it waits for
 * no other writer, and leaves out what another node is removing at that moment. All ages are told
 * by the database's clock. Messages for sagas that have ended are not kept at all: see {@link
 * Mailbox#sweep}. When the answer to a commit is lost, the same may be asked again.
 */
public interface Retention {
  /** Where a round begins. */
  SagaAddress START = new SagaAddress(0, 0);

  /**
   * How long after its end a saga is kept.
   *
   * @param journals its journal, and all of a saga without a key
   * @param keys its index row with key and hash of the input, and what persons did to it; at least
   *     as long as its journal
   */
  record Keep(Duration journals, Duration keys) {
    /** Both for 30 days. */
    public static final Keep DEFAULT = new Keep(Duration.ofDays(30), Duration.ofDays(30));

    public Keep {
      if (journals.isNegative() || journals.isZero()) {
        throw new IllegalArgumentException(
            "Journals must be kept for more than no time, got " + journals);
      }
      if (keys.compareTo(journals) < 0) {
        throw new IllegalArgumentException(
            "Keys must be kept at least as long as journals: got %s for keys and %s for journals"
                .formatted(keys, journals));
      }
    }
  }

  /**
   * What one call has done.
   *
   * @param sagas from how many sagas it removed something
   * @param next where the next call of this round looks on; null when the round is over
   */
  record Chunk(int sagas, @Nullable SagaAddress next) {}

  /**
   * Removes the journals of ended sagas, in order of bucket and number. A saga's journal goes whole
   * or not at all. Where a saga's index row has been kept long enough as well, or has no key, all
   * of the saga goes.
   *
   * @param after {@link #START}, or {@link Chunk#next} of the call before
   * @param limit sagas that are looked at; fewer are done when their journals are long
   */
  Chunk journals(Keep keep, SagaAddress after, int limit);

  /**
   * Removes all that is left of ended sagas, in order of number.
   *
   * @param keep how long after its end a saga's index row is kept
   * @param after {@link #START}, or {@link Chunk#next} of the call before
   * @param limit sagas that are looked at
   */
  Chunk sagas(Duration keep, SagaAddress after, int limit);

  /**
   * Removes nodes that went, or were declared dead, that long ago and own no unfinished saga.
   *
   * @return how many, at most {@code limit}
   */
  int nodes(Duration age, int limit);
}
