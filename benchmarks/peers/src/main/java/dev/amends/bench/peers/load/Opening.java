package dev.amends.bench.peers.load;

import dev.amends.bench.database.Server;

/** Sets a peer up on an empty server. */
public interface Opening {
  /** A peer that is asked for so many units at a time. */
  Peer open(Server server, int inFlight, Ends ends) throws Exception;
}
