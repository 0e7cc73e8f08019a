package dev.amends.bench.peers.reference;

/**
 * A row of the journal.
 *
 * @param saga whose
 * @param seq 0 for the start, then the step
 */
record Entry(long saga, int seq) {
  Entry next() {
    return new Entry(saga, seq + 1);
  }
}
