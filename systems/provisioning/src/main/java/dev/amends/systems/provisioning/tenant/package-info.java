/** Tenants, and the team on Mattermost that each of them has. */
@NullMarked
package dev.amends.systems.provisioning.tenant;

import org.jspecify.annotations.NullMarked;
