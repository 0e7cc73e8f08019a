/** Peers that carry out one message or job. */
@NullMarked
package dev.amends.bench.peers.job;

import org.jspecify.annotations.NullMarked;
