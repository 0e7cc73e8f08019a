/**
 * A world of virtual time on one thread: every node's threads, timers and waiting are events of one
 * queue, and a seed decides what happens first.
 */
@NullMarked
package dev.amends.testkit.time;

import org.jspecify.annotations.NullMarked;
