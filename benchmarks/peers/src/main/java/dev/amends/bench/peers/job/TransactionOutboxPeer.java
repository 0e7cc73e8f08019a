package dev.amends.bench.peers.job;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.gruelbox.transactionoutbox.TransactionOutboxEntry;
import com.gruelbox.transactionoutbox.TransactionOutboxListener;
import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import dev.amends.bench.peers.load.Threads;
import java.util.concurrent.ExecutorService;

/** transaction-outbox: a call that is put down in a transaction and made after it. */
public final class TransactionOutboxPeer implements Peer {
  /** Calls that have been made; it deletes what is complete. */
  public static final String PROOF =
      """
      SELECT n_tup_del - (SELECT count(*) FROM txno_outbox)
      FROM pg_stat_user_tables WHERE relname = 'txno_outbox'
      """;

  private static final int THREADS = 16;

  /** What is called. */
  public static class Mail {
    /** Does nothing. */
    public void send(long unit, String to) {}
  }

  private final HikariDataSource pool;
  private final ExecutorService publishers = Threads.fixed("publisher", THREADS);
  private final ExecutorService workers = Threads.fixed("worker", THREADS);
  private final TransactionManager transactions;
  private final TransactionOutbox outbox;
  private final Ends ends;

  private TransactionOutboxPeer(Server server, Ends ends) {
    this.ends = ends;
    pool = server.pool(2 * THREADS);
    transactions = TransactionManager.fromDataSource(pool);
    Mail mail = new Mail();
    outbox =
        TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .instantiator(Instantiator.using(type -> mail))
            .submitter(Submitter.withExecutor(workers))
            .listener(new Completions())
            .build();
  }

  /** Creates its tables and the threads. */
  public static Peer open(Server server, int inFlight, Ends ends) {
    return new TransactionOutboxPeer(server, ends);
  }

  @Override
  public void begin(long unit) {
    publishers.execute(() -> publish(unit));
  }

  private void publish(long unit) {
    try {
      transactions.inTransaction(
          () -> outbox.schedule(Mail.class).send(unit, "customer-" + unit + "@example.org"));
    } catch (Throwable failed) {
      ends.failed(failed);
    }
  }

  @Override
  public void close() {
    Threads.stop(publishers);
    Threads.stop(workers);
    pool.close();
  }

  private final class Completions implements TransactionOutboxListener {
    @Override
    public void success(TransactionOutboxEntry entry) {
      ends.ended((Long) entry.getInvocation().getArgs()[0]);
    }

    @Override
    public void failure(TransactionOutboxEntry entry, Throwable cause) {
      ends.failed(cause);
    }
  }
}
