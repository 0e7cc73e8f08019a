package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Flushed;
import dev.amends.spi.Leases.Node;
import dev.amends.spi.Leases.NodeState;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.StoredEntry;
import dev.amends.testkit.store.Tables.LiveRow;
import dev.amends.testkit.store.Tables.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Unfinished sagas and their owners. */
final class InMemoryLiveSagas implements LiveSagas {
  private static final Comparator<Adoption> BY_SAGA =
      Comparator.comparingLong(adoption -> adoption.saga().number());

  private final Session session;

  InMemoryLiveSagas(Session session) {
    this.session = session;
  }

  @Override
  public List<Candidate> orphans(Collection<String> planHashes, int limit) {
    return session.read(
        StoreOperation.ORPHANS,
        tables ->
            candidates(
                tables,
                row ->
                    row.owner() != null
                        && row.status() != SagaStatus.PARKED
                        && !drives(tables, row.owner()),
                planHashes,
                limit));
  }

  @Override
  public List<Candidate> ownedBy(long owner, Duration untouched, long afterNumber, int limit) {
    return session.read(
        StoreOperation.OWNED,
        tables -> {
          Instant latest = session.now().minus(untouched);
          return candidates(
              tables,
              row ->
                  Objects.equals(row.owner(), owner)
                      && row.saga().number() > afterNumber
                      && !row.touched().isAfter(latest),
              null,
              limit);
        });
  }

  @Override
  public List<Candidate> due(Collection<String> planHashes, int limit) {
    return session.read(
        StoreOperation.DUE,
        tables -> {
          Instant now = session.now();
          return candidates(
              tables,
              row ->
                  row.owner() == null
                      && row.status() != SagaStatus.PARKED
                      && row.due() != null
                      && !row.due().isAfter(now),
              planHashes,
              limit);
        });
  }

  @Override
  public List<Candidate> stranded(
      Collection<String> types, Collection<String> planHashes, Duration gone, int limit) {
    return session.read(
        StoreOperation.STRANDED,
        tables -> {
          Instant before = session.now().minus(gone);
          Set<String> held = tables.plansHeldSince(before);
          return candidates(
                  tables, row -> row.status() != SagaStatus.PARKED, null, Integer.MAX_VALUE)
              .stream()
              .filter(each -> types.contains(each.type()) && !planHashes.contains(each.planHash()))
              .filter(each -> !held.contains(each.planHash()))
              .limit(limit)
              .toList();
        });
  }

  private List<Candidate> candidates(
      Tables tables,
      Predicate<LiveRow> wanted,
      @Nullable Collection<String> planHashes,
      int limit) {
    return tables.live.values().stream()
        .filter(wanted)
        .map(row -> candidate(tables, row))
        .filter(each -> planHashes == null || planHashes.contains(each.planHash()))
        .limit(limit)
        .toList();
  }

  private Candidate candidate(Tables tables, LiveRow row) {
    var saga = Objects.requireNonNull(tables.sagas.get(row.saga().number()));
    NodeRow node = row.owner() == null ? null : tables.nodes.get(row.owner());
    Instant leaseEnd = node == null ? session.now() : node.node().leaseEnd();
    return new Candidate(row.saga(), saga.type(), saga.planHash(), row.owner(), leaseEnd);
  }

  private static boolean drives(Tables tables, long owner) {
    return Optional.ofNullable(tables.nodes.get(owner))
        .map(NodeRow::node)
        .map(Node::state)
        .filter(NodeState.LIVE::equals)
        .isPresent();
  }

  @Override
  public Flushed adopt(
      long adopter, Instant at, List<Adoption> adoptions, List<SagaAddress> adopted) {
    List<Adoption> sorted = new ArrayList<>(adoptions);
    sorted.sort(BY_SAGA);
    List<SagaAddress> taken = new ArrayList<>();
    Flushed answer =
        session.write(
            StoreOperation.ADOPT,
            (tables, tx) -> {
              AppendRows rows = session.rows(tables, tx);
              for (Adoption each : sorted) {
                Flushed one = adopt(tables, rows, adopter, at, each, taken);
                if (one != Flushed.COMMITTED) {
                  return one;
                }
              }
              return Flushed.COMMITTED;
            });
    if (answer == Flushed.COMMITTED) {
      adopted.addAll(taken);
    }
    return answer;
  }

  private Flushed adopt(
      Tables tables,
      AppendRows rows,
      long adopter,
      Instant at,
      Adoption adoption,
      List<SagaAddress> taken) {
    SagaAddress saga = adoption.saga();
    Flushed locked = rows.lockLive(saga);
    if (locked == Flushed.BLOCKED) {
      return locked;
    }
    LiveRow row = rows.live(saga.number());
    boolean parked = row != null && row.status() == SagaStatus.PARKED;
    if (row == null || parked || !Objects.equals(row.owner(), adoption.owner())) {
      return Flushed.COMMITTED;
    }
    int next = tables.lastPosition(saga) + 1;
    Flushed in =
        rows.entry(saga, new StoredEntry(next, adopter, adoption.number(), at, adoption.facts()));
    if (in == Flushed.COMMITTED) {
      rows.setLive(new LiveRow(saga, row.status(), row.reason(), adopter, null, session.now()));
      taken.add(saga);
    }
    return in;
  }

  @Override
  public int release(long owner) {
    List<SagaAddress> released = new ArrayList<>();
    Flushed answer =
        session.write(
            StoreOperation.RELEASE,
            (tables, tx) -> {
              AppendRows rows = session.rows(tables, tx);
              for (LiveRow before : List.copyOf(tables.live.values())) {
                if (Objects.equals(before.owner(), owner)
                    && rows.lockLive(before.saga()) == Flushed.BLOCKED) {
                  return Flushed.BLOCKED;
                }
                LiveRow row = rows.live(before.saga().number());
                if (row != null && Objects.equals(row.owner(), owner)) {
                  Instant now = session.now();
                  rows.setLive(new LiveRow(row.saga(), row.status(), row.reason(), null, now, now));
                  released.add(row.saga());
                }
              }
              return Flushed.COMMITTED;
            });
    return switch (answer) {
      case COMMITTED -> released.size();
      case LOST -> throw Session.unknown(StoreOperation.RELEASE);
      default -> throw Session.refused(StoreOperation.RELEASE, answer);
    };
  }
}
