package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Flushed;
import dev.amends.spi.Leases;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.Retention;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Stamp;
import dev.amends.spi.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One node's store on an {@link InMemoryDatabase}. The current transaction is the one that {@link
 * InMemoryTransactions} of the same database bound to the calling thread. Refuses types, keys and
 * plan hashes of more than 255 characters or with a NUL, as PostgreSQL would. Safe for many
 * threads.
 */
public final class InMemorySagaStore implements SagaStore {
  private static final Comparator<Append> BY_SAGA =
      Comparator.<Append>comparingLong(append -> append.saga().number())
          .thenComparingInt(Append::position);

  private final Session session;
  private final InMemoryCurrent current;
  private final Leases leases;
  private final LiveSagas live;
  private final Mailbox mailbox;
  private final Exclusives exclusives;
  private final Retention retention;

  /** A store on a database of its own. */
  public InMemorySagaStore() {
    this(new InMemoryDatabase());
  }

  /** A node on a database that others may share. */
  public InMemorySagaStore(InMemoryDatabase database) {
    this(database, StoreFaults.NONE);
  }

  /** A node whose calls are disturbed. */
  public InMemorySagaStore(InMemoryDatabase database, StoreFaults faults) {
    this.session = new Session(database, faults);
    this.current = new InMemoryCurrent(session);
    this.leases = new InMemoryLeases(session);
    this.live = new InMemoryLiveSagas(session);
    this.mailbox = new InMemoryMailbox(session);
    this.exclusives = new InMemoryExclusives(session);
    this.retention = new InMemoryRetention(session);
  }

  /** The database that it works on. */
  public InMemoryDatabase database() {
    return session.database();
  }

  @Override
  public long reserveNumbers(int count) {
    return session.change(
        StoreOperation.RESERVE_NUMBERS,
        tables -> {
          long first = tables.nextSaga;
          tables.nextSaga += count;
          return first;
        });
  }

  @Override
  public Flushed flush(List<Append> appends) {
    List<Append> sorted = new ArrayList<>(appends);
    sorted.sort(BY_SAGA);
    return session.write(
        StoreOperation.FLUSH,
        (tables, tx) -> {
          AppendRows rows = session.rows(tables, tx);
          for (Append append : sorted) {
            Flushed answer = rows.write(append, false);
            if (answer != Flushed.COMMITTED) {
              return answer;
            }
          }
          return Flushed.COMMITTED;
        });
  }

  @Override
  public Opened open(NewSaga saga) {
    return current.open(saga);
  }

  @Override
  public boolean append(Append append) {
    return current.append(append);
  }

  @Override
  public Optional<Stamp> stampAt(SagaAddress saga, int position) {
    return session.read(
        StoreOperation.STAMP,
        tables ->
            Optional.ofNullable(tables.entry(saga, position))
                .map(entry -> new Stamp(entry.writer(), entry.number())));
  }

  @Override
  public List<StoredEntry> journal(SagaAddress saga) {
    return session.read(StoreOperation.JOURNAL, tables -> tables.journal(saga));
  }

  @Override
  public Map<Long, List<StoredEntry>> journals(Collection<SagaAddress> sagas) {
    return session.read(
        StoreOperation.JOURNAL,
        tables -> {
          Map<Long, List<StoredEntry>> found = new HashMap<>();
          for (SagaAddress saga : sagas) {
            List<StoredEntry> journal = tables.journal(saga);
            if (!journal.isEmpty()) {
              found.put(saga.number(), journal);
            }
          }
          return found;
        });
  }

  @Override
  public Optional<SagaRow> find(UUID id) {
    return session.read(StoreOperation.FIND, tables -> row(tables, tables.ids.get(id)));
  }

  @Override
  public Optional<SagaRow> find(String type, String key) {
    return session.read(
        StoreOperation.FIND, tables -> row(tables, tables.keys.get(new Tables.Key(type, key))));
  }

  @Override
  public List<SagaRow> find(String type, Collection<String> keys) {
    return session.read(
        StoreOperation.FIND,
        tables ->
            keys.stream()
                .distinct()
                .flatMap(key -> row(tables, tables.keys.get(new Tables.Key(type, key))).stream())
                .toList());
  }

  @Override
  public List<SagaRow> byNumber(Collection<Long> numbers) {
    return session.read(
        StoreOperation.FIND,
        tables ->
            numbers.stream().distinct().flatMap(number -> row(tables, number).stream()).toList());
  }

  private static Optional<SagaRow> row(Tables tables, @Nullable Long number) {
    return Optional.ofNullable(number).map(tables.sagas::get).map(tables::row);
  }

  @Override
  public List<SagaRow> list(SagaFilter filter) {
    long after = filter.after() == null ? Long.MAX_VALUE : filter.after();
    return session.read(
        StoreOperation.LIST,
        tables ->
            tables.sagas.headMap(after, false).descendingMap().values().stream()
                .filter(saga -> filter.type() == null || filter.type().equals(saga.type()))
                .filter(saga -> filter.key() == null || filter.key().equals(saga.key()))
                .map(tables::row)
                .filter(row -> filter.status() == null || filter.status() == row.status())
                .limit(filter.limit())
                .toList());
  }

  @Override
  public Map<SagaStatus, Long> countUnfinished() {
    return session.read(
        StoreOperation.COUNT,
        tables -> {
          Map<SagaStatus, Long> counts = new EnumMap<>(SagaStatus.class);
          tables.live.values().forEach(row -> counts.merge(row.status(), 1L, Long::sum));
          return counts;
        });
  }

  @Override
  public void savePlan(String hash, String outline) {
    session.change(
        StoreOperation.SAVE_PLAN,
        tables -> Optional.ofNullable(tables.plans.putIfAbsent(hash, outline)));
  }

  @Override
  public Optional<String> plan(String hash) {
    return session.read(StoreOperation.PLAN, tables -> Optional.ofNullable(tables.plans.get(hash)));
  }

  @Override
  public void audit(Audit row) {
    session.change(StoreOperation.AUDIT, tables -> tables.audits.add(row));
  }

  @Override
  public List<Audit> audits(UUID saga, int limit) {
    return session.read(
        StoreOperation.AUDITS,
        tables -> {
          List<Audit> rows = new ArrayList<>();
          for (int i = tables.audits.size() - 1; i >= 0 && rows.size() < limit; i--) {
            if (tables.audits.get(i).saga().equals(saga)) {
              rows.add(tables.audits.get(i));
            }
          }
          return rows;
        });
  }

  @Override
  public Instant now() {
    return session.read(StoreOperation.NOW, tables -> session.now());
  }

  @Override
  public void lockTimeout(Duration time) {
    session.lockTimeout(time);
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public LiveSagas live() {
    return live;
  }

  @Override
  public Mailbox mailbox() {
    return mailbox;
  }

  @Override
  public Exclusives exclusives() {
    return exclusives;
  }

  @Override
  public Retention retention() {
    return retention;
  }

  /** Refuses work from here on; the database lives on. */
  @Override
  public void close() {
    session.close();
  }
}
