/**
 * Which faults are set, which call meets which of them, and the list of the calls that were seen.
 * Decides what goes wrong; carrying it out on the connection is the server's part.
 */
@NullMarked
package dev.amends.systems.mattermost.fault;

import org.jspecify.annotations.NullMarked;
