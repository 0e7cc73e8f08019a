/** What is said of a run: rows, a page, a picture. */
@NullMarked
package dev.amends.bench.peers.report;

import org.jspecify.annotations.NullMarked;
