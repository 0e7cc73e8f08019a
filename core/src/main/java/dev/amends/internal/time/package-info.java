/**
 * The engine's time and its waiting: database time carried forward by a monotonic clock, timers,
 * threads.
 */
@NullMarked
package dev.amends.internal.time;

import org.jspecify.annotations.NullMarked;
