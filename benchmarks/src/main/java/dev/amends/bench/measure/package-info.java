/** Figures: rates, latencies, costs. */
@NullMarked
package dev.amends.bench.measure;

import org.jspecify.annotations.NullMarked;
