@NullMarked
package dev.amends.systems.provisioning.mattermost;

import org.jspecify.annotations.NullMarked;
