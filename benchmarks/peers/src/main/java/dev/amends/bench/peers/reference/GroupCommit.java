package dev.amends.bench.peers.reference;

import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Batches;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import java.sql.SQLException;
import java.util.List;

/** A saga is six entries, each of which shares its commit with entries of other sagas. */
public final class GroupCommit implements Peer {
  /** Sagas that are there as a whole. */
  public static final String PROOF = "SELECT count(*) / 6 FROM reference_journal";

  private static final int MOST = 4096;

  private final List<Committer> committers;
  private final Batches<Entry> entries;
  private final Ends ends;

  private GroupCommit(Server server, Ends ends) throws SQLException {
    this.ends = ends;
    this.committers =
        List.of(new Committer(server, this::written), new Committer(server, this::written));
    this.entries = Batches.to(committers, MOST, ends);
  }

  /** Creates the tables and two committers. */
  public static Peer open(Server server, int inFlight, Ends ends) throws SQLException {
    server.execute(Tables.ALL);
    return new GroupCommit(server, ends);
  }

  @Override
  public void begin(long unit) {
    entries.add(new Entry(unit, 0));
  }

  private void written(Entry entry) {
    if (entry.seq() == Tables.STEPS) {
      ends.ended(entry.saga());
    } else {
      entries.add(entry.next());
    }
  }

  @Override
  public void close() {
    entries.close();
    committers.forEach(Committer::close);
  }
}
