/**
 * A project-management service that provisions Mattermost. Every operation that touches both its
 * own database and Mattermost is a saga.
 */
@NullMarked
package dev.amends.systems.provisioning;

import org.jspecify.annotations.NullMarked;
