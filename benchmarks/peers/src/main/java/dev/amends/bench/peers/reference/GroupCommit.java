package dev.amends.bench.peers.reference;

import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Batches;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A saga is six entries, each of which shares its commit with entries of other sagas. */
public final class GroupCommit implements Peer {
  /** Sagas that are there as a whole. */
  public static final String PROOF = "SELECT count(*) / 6 FROM reference_journal";

  /** Sagas that are there as a whole, with the business's row. */
  public static final String PROOF_WITH_LOCAL_STEP =
      """
      SELECT least(
        (SELECT count(*) FROM reference_business),
        (SELECT count(*) FROM reference_journal) / 6)
      """;

  private static final int MOST = 4096;

  private final List<Committer> committers;
  private final Batches<Entry> entries;
  private final @Nullable LocalStep last;
  private final Ends ends;

  private GroupCommit(Server server, Ends ends, @Nullable LocalStep last) throws SQLException {
    this.ends = ends;
    this.last = last;
    this.committers =
        List.of(new Committer(server, this::written), new Committer(server, this::written));
    this.entries = Batches.to(committers, MOST, ends);
  }

  /** Creates the tables and two committers. */
  public static Peer open(Server server, int inFlight, Ends ends) throws SQLException {
    server.execute(Tables.ALL);
    return new GroupCommit(server, ends, null);
  }

  /** The same, but the last entry of a saga commits with a row of the business. */
  public static Peer openWithLocalStep(Server server, int inFlight, Ends ends) throws SQLException {
    server.execute(Tables.ALL);
    return new GroupCommit(server, ends, new LocalStep(server, ends));
  }

  @Override
  public void begin(long unit) {
    entries.add(new Entry(unit, 0));
  }

  private void written(Entry entry) {
    if (entry.seq() == Tables.STEPS) {
      ends.ended(entry.saga());
    } else if (last != null && entry.seq() == Tables.STEPS - 1) {
      last.begin(entry.next());
    } else {
      entries.add(entry.next());
    }
  }

  @Override
  public void close() {
    entries.close();
    committers.forEach(Committer::close);
    if (last != null) {
      last.close();
    }
  }
}
