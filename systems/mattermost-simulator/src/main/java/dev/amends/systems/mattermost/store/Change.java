package dev.amends.systems.mattermost.store;

import dev.amends.systems.mattermost.entity.Entity;
import org.jspecify.annotations.Nullable;

/** One entity's new value, or none where it was removed for good. */
record Change(String kind, String key, @Nullable Entity value) {}
