package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.util.Optional;

/** Exclusive keys: each held by one unfinished saga at a time, first come, first served. */
public interface Exclusives {
  /**
   * Takes the key or a place in its line, in an own transaction. Asking again changes nothing. A
   * saga that has ended, or ends at the same moment, gets no place: nobody would ever free it.
   *
   * @return whether the saga holds the key
   */
  boolean acquire(String key, SagaAddress saga);

  /** The saga that holds the key. */
  Optional<SagaAddress> holder(String key);
}
