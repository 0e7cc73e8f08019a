/**
 * The crash explorer: runs a saga once for every place where a process can die, a call can go wrong
 * or an answer can get lost, lets it recover each time, and says where it did not come out right.
 * {@link dev.amends.testkit.explore.CrashExplorer} is where a test begins.
 */
@NullMarked
package dev.amends.testkit.explore;

import org.jspecify.annotations.NullMarked;
