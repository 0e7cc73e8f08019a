/**
 * The systems that can be started, one class each: which services, on which ports, from which
 * module, with which infrastructure. Nothing here starts anything.
 */
@NullMarked
package dev.amends.systems.launcher.system;

import org.jspecify.annotations.NullMarked;
