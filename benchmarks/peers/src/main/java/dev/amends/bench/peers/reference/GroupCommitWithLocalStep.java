package dev.amends.bench.peers.reference;

import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Batches;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import dev.amends.bench.peers.load.Threads;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** As {@link GroupCommit}, but the last step commits with a row of the business. */
public final class GroupCommitWithLocalStep implements Peer {
  /** Sagas that are there as a whole. */
  public static final String PROOF =
      """
      SELECT least(
        (SELECT count(*) FROM reference_business),
        (SELECT count(*) FROM reference_journal) / 6)
      """;

  private static final int MOST = 4096;

  private final ExecutorService locals = Threads.fixed("local", LocalStep.threads());
  private final LocalStep local;
  private final List<Committer> committers;
  private final Batches<Entry> entries;
  private final Ends ends;

  private GroupCommitWithLocalStep(Server server, Ends ends) throws SQLException {
    this.ends = ends;
    this.local = LocalStep.on(server);
    this.committers =
        List.of(new Committer(server, this::written), new Committer(server, this::written));
    this.entries = Batches.to(committers, MOST, ends);
  }

  /** Creates the tables, two committers and the threads of local steps. */
  public static Peer open(Server server, int inFlight, Ends ends) throws SQLException {
    server.execute(Tables.ALL);
    return new GroupCommitWithLocalStep(server, ends);
  }

  @Override
  public void begin(long unit) {
    entries.add(new Entry(unit, 0));
  }

  private void written(Entry entry) {
    if (entry.seq() == Tables.STEPS - 1) {
      locals.execute(() -> runLocal(entry.next()));
    } else {
      entries.add(entry.next());
    }
  }

  private void runLocal(Entry entry) {
    try {
      local.run(entry);
      ends.ended(entry.saga());
    } catch (Throwable failed) {
      ends.failed(failed);
    }
  }

  @Override
  public void close() {
    entries.close();
    Threads.stop(locals);
    committers.forEach(Committer::close);
    local.close();
  }
}
