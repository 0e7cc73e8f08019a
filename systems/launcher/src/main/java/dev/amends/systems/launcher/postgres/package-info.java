/**
 * A real PostgreSQL from Maven artifacts, with its data in the data folder. It is started by its
 * own program, not through the library that the artifacts come with: that one stops the server by a
 * hook that would not wait for the services, and cannot run as root where {@code unshare} is
 * refused.
 */
@NullMarked
package dev.amends.systems.launcher.postgres;

import org.jspecify.annotations.NullMarked;
