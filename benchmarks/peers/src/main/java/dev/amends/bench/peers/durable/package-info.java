/** Peers that carry out steps in a row. */
@NullMarked
package dev.amends.bench.peers.durable;

import org.jspecify.annotations.NullMarked;
