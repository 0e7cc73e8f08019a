package dev.amends.systems.provisioning.saga;

import dev.amends.outcome.Probed;
import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.MattermostException;
import dev.amends.systems.provisioning.mattermost.NewUser;
import dev.amends.systems.provisioning.mattermost.User;
import dev.amends.systems.provisioning.mattermost.Users;
import java.util.Optional;

/**
 * Making users, and finding out whether one was made. E-mail address and user name stay taken on
 * Mattermost by users that could only be deactivated; those that were made for an account of ours
 * that was undone are taken up again, a stranger's never.
 */
final class UserStep {
  private final Users users;
  private final Accounts accounts;

  UserStep(Users users, Accounts accounts) {
    this.users = users;
    this.accounts = accounts;
  }

  Made make(WantedUser wanted, String password) {
    NewUser user =
        NewUser.marked(wanted.email(), wanted.username(), wanted.name(), password, wanted.marker());
    try {
      return new Made(users.create(user).id());
    } catch (MattermostException refusal) {
      if (!refusal.exists()) {
        throw refusal;
      }
      User abandoned = abandoned(wanted).orElseThrow(() -> refusal);
      return new Made(users.adopt(abandoned.id(), user).id());
    }
  }

  /** A user who is in the way, was ours, and is nobody's now. */
  private Optional<User> abandoned(WantedUser wanted) {
    return users
        .byEmail(wanted.email())
        .or(() -> users.byUsername(wanted.username()))
        .filter(user -> isAbandoned(user, wanted.marker()));
  }

  private boolean isAbandoned(User user, Marker wanted) {
    Optional<Marker> marker = user.marker();
    if (marker.isEmpty() || marker.get().owner() != Marker.Owner.ACCOUNT) {
      return false;
    }
    return marker.get().equals(wanted) ? !user.live() : accounts.removed(marker.get().id());
  }

  Probed<Made> look(WantedUser wanted) {
    Optional<User> byEmail = users.byEmail(wanted.email());
    if (byEmail.isPresent()) {
      return judge(byEmail.get(), wanted, "e-mail address", wanted.email());
    }
    return users
        .byUsername(wanted.username())
        .map(user -> judge(user, wanted, "user name", wanted.username()))
        .orElseGet(Probed::absent);
  }

  private Probed<Made> judge(User user, WantedUser wanted, String what, String value) {
    Marker marker = wanted.marker();
    if (user.live() && user.marker().filter(marker::equals).isPresent()) {
      return Probed.ours(new Made(user.id()));
    }
    return isAbandoned(user, marker)
        ? Probed.absent()
        : Probed.notOurs(
            "On Mattermost the %s '%s' belongs to somebody else.".formatted(what, value));
  }

  void unmake(Made user) {
    users.delete(user.id());
  }
}
