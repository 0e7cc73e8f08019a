/** The engine under load. */
@NullMarked
package dev.amends.bench.engine;

import org.jspecify.annotations.NullMarked;
