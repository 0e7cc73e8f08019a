/**
 * Keeps the entities in memory and, where a folder was given, in an append-only log on disk. A
 * change is in the log before it can be seen, so whatever was answered survives a kill.
 */
@NullMarked
package dev.amends.systems.mattermost.store;

import org.jspecify.annotations.NullMarked;
