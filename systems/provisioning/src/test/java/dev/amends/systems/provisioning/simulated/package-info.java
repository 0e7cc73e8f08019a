/** The Mattermost of the tests: the simulator, its faults, and what it holds. */
@NullMarked
package dev.amends.systems.provisioning.simulated;

import org.jspecify.annotations.NullMarked;
