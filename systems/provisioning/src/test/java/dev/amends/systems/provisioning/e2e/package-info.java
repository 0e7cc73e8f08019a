/**
 * What the service promises, tried from outside: whatever goes wrong on Mattermost, with the
 * process or with people, every project ends with exactly one of everything, every sign-up with
 * everything or nothing, and the screen never says what isn't so.
 */
@NullMarked
package dev.amends.systems.provisioning.e2e;

import org.jspecify.annotations.NullMarked;
