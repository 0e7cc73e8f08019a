/** Load drivers behind {@code ./bench}. */
@NullMarked
package dev.amends.bench;

import org.jspecify.annotations.NullMarked;
