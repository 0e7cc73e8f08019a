package dev.amends.systems.mattermost.entity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;

/**
 * A user. E-mail address and user name are lower case and unique, also against deactivated users.
 * The password is checked when the user is made and never kept.
 */
public record User(
    String id,
    @JsonUnwrapped Stamps stamps,
    String username,
    String email,
    String nickname,
    String firstName,
    String lastName,
    String position,
    String roles,
    String locale,
    Map<String, String> props)
    implements Entity {

  public User {
    props = Map.copyOf(props);
  }

  @Override
  public String key() {
    return id;
  }

  /** The same user with other stamps. */
  public User with(Stamps newStamps) {
    return new User(
        id, newStamps, username, email, nickname, firstName, lastName, position, roles, locale,
        props);
  }
}
