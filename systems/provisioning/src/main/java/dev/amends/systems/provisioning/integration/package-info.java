/**
 * How far a project's integration with Mattermost has come, one line per API, and what a person can
 * do about it: run the rest again, or check what is there.
 */
@NullMarked
package dev.amends.systems.provisioning.integration;

import org.jspecify.annotations.NullMarked;
