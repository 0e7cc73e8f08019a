/** How units of work are kept in flight. */
@NullMarked
package dev.amends.bench.peers.load;

import org.jspecify.annotations.NullMarked;
