/** {@code ./bench peers}: who is compared, and how a run goes. */
@NullMarked
package dev.amends.bench.peers;

import org.jspecify.annotations.NullMarked;
