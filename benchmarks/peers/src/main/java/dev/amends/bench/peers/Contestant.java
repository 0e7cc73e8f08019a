package dev.amends.bench.peers;

import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Opening;
import dev.amends.bench.peers.load.Running;
import dev.amends.bench.peers.load.Turns;
import dev.amends.bench.peers.report.Entrant;
import java.util.List;

/**
 * One of those that are compared, and how to set it to work.
 *
 * @param entrant who it is
 * @param proof a query for how many units its own tables show as complete
 * @param levels how many units in flight to try; the fastest counts
 * @param start begins a load
 */
record Contestant(Entrant entrant, String proof, List<Integer> levels, Start start) {

  /** Begins a load with so many units in flight on an empty server. */
  interface Start {
    Running begin(Server server, int inFlight) throws Exception;
  }

  static Contestant of(Entrant entrant, String proof, List<Integer> levels, Opening opening) {
    return new Contestant(
        entrant, proof, levels, (server, inFlight) -> Turns.begin(opening, server, inFlight));
  }
}
