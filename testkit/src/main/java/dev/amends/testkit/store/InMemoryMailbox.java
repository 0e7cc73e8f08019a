package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.Mailbox;
import dev.amends.testkit.store.Tables.LiveRow;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

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
  public List<Mail> poll(long owner, Collection<String> planHashes, long after, int limit) {
    return session.read(
        StoreOperation.POLL_MAIL,
        tables ->
            tables.mail.tailMap(after, false).values().stream()
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
        tables -> tables.mail.values().stream().filter(mail -> mail.saga().equals(saga)).toList());
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
