package dev.amends.bench.peers.report;

import dev.amends.bench.measure.Figures;

/**
 * What one came to.
 *
 * @param entrant which
 * @param inFlight units at a time when it was fastest
 * @param one with one unit at a time
 * @param many with that many
 */
public record Row(Entrant entrant, int inFlight, Figures one, Figures many) {}
