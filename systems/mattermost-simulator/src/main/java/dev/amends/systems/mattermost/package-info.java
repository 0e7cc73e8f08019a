/**
 * A Mattermost server to develop and test against: the part of its REST API that provisioning uses,
 * with the same rules, and faults on demand. {@link
 * dev.amends.systems.mattermost.MattermostSimulator} starts it, from the command line or in a test.
 */
@NullMarked
package dev.amends.systems.mattermost;

import org.jspecify.annotations.NullMarked;
