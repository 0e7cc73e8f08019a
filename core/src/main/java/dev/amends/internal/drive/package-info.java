/** Driving sagas: one at a time per saga, many sagas at once. */
@NullMarked
package dev.amends.internal.drive;

import org.jspecify.annotations.NullMarked;
