package dev.amends.systems.provisioning.mattermost;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;

/** Users. E-mail address and user name are unique and stay taken when a user is deactivated. */
public final class Users {
  private static final Logger log = LoggerFactory.getLogger(Users.class);

  private final Calls calls;

  Users(Calls calls) {
    this.calls = calls;
  }

  /** Makes a user. */
  public User create(NewUser user) {
    return calls.send(HttpMethod.POST, User.class, user, "/users");
  }

  /** The user of that e-mail address, deactivated or not. */
  public Optional<User> byEmail(String email) {
    return calls.find(User.class, "/users/email/{email}", email);
  }

  /** The user of that name, deactivated or not. */
  public Optional<User> byUsername(String username) {
    return calls.find(User.class, "/users/username/{name}", username);
  }

  /**
   * Makes a user what the new one was to be. Goes marker first and activation last, so that a call
   * that is lost in between leaves a user who is ours and can't log in yet.
   */
  public User adopt(String id, NewUser as) {
    User user =
        calls.send(
            HttpMethod.PUT,
            User.class,
            Map.of(
                "email", as.email(),
                "username", as.username(),
                "nickname", as.nickname(),
                "props", as.props()),
            "/users/{id}/patch",
            id);
    calls.command(
        HttpMethod.PUT, Map.of("new_password", as.password()), "/users/{id}/password", id);
    calls.command(HttpMethod.PUT, Map.of("active", true), "/users/{id}/active", id);
    return user;
  }

  /** Deletes a user for good, or deactivates them where the server allows no more. */
  public void delete(String id) {
    try {
      calls.delete("/users/{id}?permanent=true", id);
    } catch (MattermostException e) {
      if (!e.permanentDeletionOff()) {
        throw e;
      }
      log.warn(
          "Mattermost does not delete users for good, so user {} is deactivated and taken up again by the next sign-up with that e-mail address; set ServiceSettings.EnableAPIUserDeletion",
          id);
      calls.delete("/users/{id}", id);
    }
  }
}
