/** What plain JDBC can do, written by hand. */
@NullMarked
package dev.amends.bench.peers.reference;

import org.jspecify.annotations.NullMarked;
