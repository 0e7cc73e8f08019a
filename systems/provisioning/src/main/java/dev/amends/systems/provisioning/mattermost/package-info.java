/**
 * A client of Mattermost's REST API, version 4: typed calls, look-ups by natural keys, and the
 * markers by which an entity is told to be ours.
 */
@NullMarked
package dev.amends.systems.provisioning.mattermost;

import org.jspecify.annotations.NullMarked;
