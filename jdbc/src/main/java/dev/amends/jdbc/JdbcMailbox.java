package dev.amends.jdbc;

import dev.amends.jdbc.connection.JdbcConnections;
import dev.amends.jdbc.connection.SqlWork;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Mailbox;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Messages for sagas. Nothing here touches a row that an append needs. */
final class JdbcMailbox implements Mailbox {
  private static final String PUTTING = "putting a message for a saga";
  private static final String SIGNALLING = "storing a signal";

  private final JdbcConnections connections;
  private final MailboxTable mailbox;

  JdbcMailbox(JdbcConnections connections, MailboxTable mailbox) {
    this.connections = connections;
    this.mailbox = mailbox;
  }

  @Override
  public void put(SagaAddress saga, Kind kind, byte[] body) {
    SqlWork<Boolean> work =
        connection -> {
          mailbox.put(connection, saga, kind, body);
          return true;
        };
    if (connections.inTransaction()) {
      connections.joined(PUTTING, work);
    } else {
      connections.inOwn(PUTTING, work);
    }
  }

  @Override
  public boolean signal(Signal signal) {
    SqlWork<Boolean> work = connection -> mailbox.signal(connection, signal);
    return connections.inTransaction()
        ? connections.joined(SIGNALLING, work)
        : connections.inOwn(SIGNALLING, work);
  }

  @Override
  public List<Late> late(int limit) {
    return connections.atDesk(
        "looking for late signals", connection -> mailbox.late(connection, limit));
  }

  @Override
  public void drop(long mail) {
    int unused =
        connections.atDesk("dropping a message", connection -> mailbox.drop(connection, mail));
  }

  @Override
  public int expire(Duration age) {
    return connections.atDesk(
        "dropping signals for nobody", connection -> mailbox.expire(connection, age));
  }

  @Override
  public List<Mail> poll(long owner, Collection<String> planHashes, long after, int limit) {
    return connections.atDesk(
        "polling the mailbox",
        connection -> mailbox.poll(connection, owner, planHashes, after, limit));
  }

  @Override
  public List<Mail> of(SagaAddress saga) {
    return connections.read("reading a saga's mailbox", connection -> mailbox.of(connection, saga));
  }

  @Override
  public int sweep() {
    return connections.atDesk("sweeping the mailbox", mailbox::sweep);
  }
}
