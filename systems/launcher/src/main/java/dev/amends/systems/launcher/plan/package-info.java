/**
 * From what the user asked for to what is started: which services and instances, in which
 * processes, on which ports, with which database. Refuses what cannot be done, starts nothing.
 */
@NullMarked
package dev.amends.systems.launcher.plan;

import org.jspecify.annotations.NullMarked;
