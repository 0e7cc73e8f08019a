package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unfinished sagas that somebody should look after, and taking them over. */
public interface LiveSagas {
  /**
   * A saga that may be adopted.
   *
   * @param address which
   * @param type the definition's name
   * @param planHash the plan that it runs by
   * @param owner who has it now, null for nobody
   * @param leaseEnd until when the owner's lease ran; the database's present time without an owner
   */
  record Candidate(
      SagaAddress address, String type, String planHash, @Nullable Long owner, Instant leaseEnd) {}

  /**
   * One adoption to try.
   *
   * @param saga which
   * @param owner the owner that it must still have, null for nobody
   * @param number number of the append that says so
   * @param facts its encoded facts
   */
  record Adoption(SagaAddress saga, @Nullable Long owner, long number, byte[] facts) {}

  /** Sagas whose owner is not a live incarnation, parked ones excepted, of these plans. */
  List<Candidate> orphans(Collection<String> planHashes, int limit);

  /** Sagas of this owner whose live row has not changed for so long, in order of number. */
  List<Candidate> ownedBy(long owner, Duration untouched, long afterNumber, int limit);

  /** Sagas without an owner whose due time has come, parked ones excepted, of these plans. */
  List<Candidate> due(Collection<String> planHashes, int limit);

  /**
   * Sagas of these definitions, parked ones excepted, whose plan is none of these and was held by
   * no live node for so long.
   */
  List<Candidate> stranded(
      Collection<String> types, Collection<String> planHashes, Duration gone, int limit);

  /**
   * Takes sagas over: for each, in one own transaction for all, the owner is set from the one given
   * to {@code adopter} and the adoption's row is appended at the next position. A saga that has
   * another owner by now, or is parked, is left out.
   *
   * @param at time of the rows
   * @param adopted receives the sagas taken over when the answer is {@link Flushed#COMMITTED}
   */
  Flushed adopt(long adopter, Instant at, List<Adoption> adoptions, List<SagaAddress> adopted);

  /** Lets go of all sagas of an owner in good order: nobody's, and due at once. */
  int release(long owner);
}
