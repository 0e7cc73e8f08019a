package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.Mailbox;
import dev.amends.testkit.store.Tables.LiveRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Messages for sagas. */
final class InMemoryMailbox implements Mailbox {
  private final Session session;

  InMemoryMailbox(Session session) {
    this.session = session;
  }

  @Override
  public void put(SagaAddress saga, Kind kind, byte[] body) {
    byte[] kept = body.clone();
    if (!InMemoryCurrent.put(session.database(), saga, kind, kept)) {
      session.change(
          StoreOperation.PUT_MAIL,
          tables -> {
            tables.putMail(saga, kind, kept);
            return true;
          });
    }
  }

  @Override
  public boolean signal(Signal signal) {
    Instant now = session.now();
    Boolean joined = InMemoryCurrent.signal(session.database(), signal, now);
    return joined != null
        ? joined
        : session.change(StoreOperation.PUT_SIGNAL, tables -> tables.putSignal(signal, now));
  }

  @Override
  public List<Late> late(int limit) {
    return session.read(
        StoreOperation.LATE_SIGNALS,
        tables ->
            tables.signals.values().stream()
                .flatMap(row -> late(tables, row).stream())
                .limit(limit)
                .toList());
  }

  private static Optional<Late> late(Tables tables, Tables.SignalRow row) {
    SagaAddress saga = tables.sagaOf(row.signal());
    return saga == null || !tables.ends.containsKey(saga.number())
        ? Optional.empty()
        : Optional.of(
            new Late(
                row.id(),
                Objects.requireNonNull(tables.sagas.get(saga.number())).id(),
                row.signal().id(),
                row.signal().body()));
  }

  @Override
  public void drop(long mail) {
    boolean unused =
        session.change(
            StoreOperation.DROP_SIGNALS,
            tables -> tables.signals.remove(mail) != null || tables.mail.remove(mail) != null);
  }

  @Override
  public int expire(Duration age) {
    Instant before = session.now().minus(age);
    return session.change(
        StoreOperation.DROP_SIGNALS,
        tables -> {
          int all = tables.signals.size();
          tables
              .signals
              .values()
              .removeIf(row -> row.at().isBefore(before) && tables.sagaOf(row.signal()) == null);
          return all - tables.signals.size();
        });
  }

  @Override
  public List<Mail> poll(long owner, Collection<String> planHashes, long after, int limit) {
    return session.read(
        StoreOperation.POLL_MAIL,
        tables ->
            tables
                .allMail()
                .filter(mail -> mail.id() > after)
                .filter(mail -> concerns(tables, mail, owner, planHashes))
                .limit(limit)
                .toList());
  }

  private static boolean concerns(
      Tables tables, Mail mail, long owner, Collection<String> planHashes) {
    LiveRow row = tables.live.get(mail.saga().number());
    if (row == null) {
      return false;
    }
    if (row.owner() != null) {
      return row.owner() == owner;
    }
    var saga = Objects.requireNonNull(tables.sagas.get(mail.saga().number()));
    return planHashes.contains(saga.planHash());
  }

  @Override
  public List<Mail> of(SagaAddress saga) {
    return session.read(
        StoreOperation.MAIL_OF,
        tables -> tables.allMail().filter(mail -> mail.saga().equals(saga)).toList());
  }

  @Override
  public int sweep() {
    return session.change(
        StoreOperation.SWEEP_MAIL,
        tables -> {
          int before = tables.mail.size();
          tables.mail.values().removeIf(mail -> !tables.live.containsKey(mail.saga().number()));
          return before - tables.mail.size();
        });
  }
}
