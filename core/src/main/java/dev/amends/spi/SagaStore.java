package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where sagas are kept. Writing methods say in which transaction they work: "own" is one on a
 * connection that the store keeps for the engine; "current" is the one bound to the calling thread
 * by {@link Transactions}. Methods that cannot reach the database throw {@link
 * dev.amends.error.StoreUnavailableException}, unless they say otherwise; {@link #audit} and {@link
 * Mailbox#put} may throw {@link dev.amends.error.UnknownCommitException} in an own transaction.
 * Reads see what is committed, also within a transaction. Safe for many threads.
 */
public interface SagaStore extends AutoCloseable {
  /**
   * Reserves saga numbers.
   *
   * @param count 1 to 1,000
   * @return the first of {@code count} consecutive numbers that nobody else gets
   */
  long reserveNumbers(int count);

  /**
   * Writes all appends in one own transaction, or none. Rows go in sorted by table and key. Waits
   * for locks at most as long as the writer's lock time-out. Never throws for what {@link Flushed}
   * can say.
   */
  Flushed flush(List<Append> appends);

  /**
   * Inserts a saga's index row in the current transaction, without harming it when the key is
   * taken.
   */
  Opened open(NewSaga saga);

  /**
   * Writes an append in the current transaction, its journal row last. A {@link Change.Open} of the
   * append itself does not insert the index row again: {@link #open} did. Sagas alongside are
   * inserted whole, index row included.
   *
   * @return false when the position, or a key of a saga alongside, is taken: the transaction must
   *     be rolled back
   */
  boolean append(Append append);

  /** Who wrote the row at that position; empty when there is none. */
  Optional<Stamp> stampAt(SagaAddress saga, int position);

  /** The journal of a saga in order of position; empty when there is none. */
  List<StoredEntry> journal(SagaAddress saga);

  /** The journals of several sagas, by their numbers. */
  Map<Long, List<StoredEntry>> journals(Collection<SagaAddress> sagas);

  /** The saga of that id. */
  Optional<SagaRow> find(UUID id);

  /** The saga of that type and key. */
  Optional<SagaRow> find(String type, String key);

  /** The sagas of that type with any of these keys. */
  List<SagaRow> find(String type, Collection<String> keys);

  /** The sagas with these numbers that exist; also those of a transaction just committed. */
  List<SagaRow> byNumber(Collection<Long> numbers);

  /** A page of sagas. */
  List<SagaRow> list(SagaFilter filter);

  /** Number of unfinished sagas by status. */
  Map<dev.amends.journal.SagaStatus, Long> countUnfinished();

  /** Keeps the outline of a plan under its hash; keeping it twice is nothing. */
  void savePlan(String hash, String outline);

  /** The outline kept under that hash. */
  Optional<String> plan(String hash);

  /** Adds an audit row that stands for itself, in an own transaction. */
  void audit(Audit row);

  /** The audit rows of a saga, newest first. */
  List<Audit> audits(UUID saga, int limit);

  /** The database's clock. */
  Instant now();

  /** Sets how long an own writing transaction waits for a lock. */
  void lockTimeout(Duration time);

  /** Nodes and their leases. */
  Leases leases();

  /** Unfinished sagas and their owners. */
  LiveSagas live();

  /** Messages for sagas. */
  Mailbox mailbox();

  /** Exclusive keys. */
  Exclusives exclusives();

  /** Removal of what has been kept long enough. */
  Retention retention();

  /** Gives back the store's own connections. */
  @Override
  void close();
}
