/**
 * The part of Mattermost's REST API v4 that the simulator speaks: the rules, status codes and error
 * ids of the real server, as far as a provisioning client can meet them. Knows nothing of HTTP
 * connections or faults.
 */
@NullMarked
package dev.amends.systems.mattermost.api;

import org.jspecify.annotations.NullMarked;
