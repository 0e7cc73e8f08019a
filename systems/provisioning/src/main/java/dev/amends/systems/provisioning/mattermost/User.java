package dev.amends.systems.provisioning.mattermost;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A user on Mattermost.
 *
 * @param deleteAt when they were deactivated, 0 when they weren't
 */
public record User(
    String id, String username, String email, Map<String, String> props, long deleteAt)
    implements Entity {
  public User {
    id = Objects.requireNonNullElse(id, "");
    username = Objects.requireNonNullElse(username, "");
    email = Objects.requireNonNullElse(email, "");
    props = Map.copyOf(Objects.requireNonNullElse(props, Map.of()));
  }

  @Override
  public boolean complete() {
    return Entity.validId(id) && !username.isEmpty() && !email.isEmpty();
  }

  /** Whether they can log in. */
  public boolean live() {
    return deleteAt == 0;
  }

  /** For whom we made this user; empty when we didn't. */
  public Optional<Marker> marker() {
    return Marker.find(props.getOrDefault(Marker.PROP, ""));
  }
}
