/**
 * What applications on Spring import of the starter, and what its parts share: the mark of the
 * engine's data source, the call in hand, the wall clock.
 */
@NullMarked
package dev.amends.spring;

import org.jspecify.annotations.NullMarked;
