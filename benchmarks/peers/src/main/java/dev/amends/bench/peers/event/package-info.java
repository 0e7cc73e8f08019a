/** Spring Modulith's event publication registry. */
@NullMarked
package dev.amends.bench.peers.event;

import org.jspecify.annotations.NullMarked;
