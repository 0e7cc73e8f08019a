/**
 * The grouping journal writer: what is queued goes into one transaction, and every append learns
 * its own fate.
 */
@NullMarked
package dev.amends.internal.write;

import org.jspecify.annotations.NullMarked;
