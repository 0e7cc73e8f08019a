package dev.amends.systems.provisioning.saga;

import dev.amends.outcome.Probed;
import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.NewTeam;
import dev.amends.systems.provisioning.mattermost.Team;
import dev.amends.systems.provisioning.mattermost.Teams;
import java.util.Optional;

/** Making teams, and finding out whether one was made. */
final class TeamStep {
  private final Teams teams;

  TeamStep(Teams teams) {
    this.teams = teams;
  }

  Made make(String name, String displayName, Marker marker) {
    return new Made(teams.create(NewTeam.byInvitation(name, displayName, marker)).id());
  }

  Probed<Made> look(String name, Marker marker) {
    Optional<Team> found = teams.byName(name);
    if (found.isEmpty()) {
      return Probed.absent();
    }
    Team team = found.get();
    if (!marker.in(team.description())) {
      return Probed.notOurs(
          "On Mattermost the team name '%s' belongs to a team that isn't ours.".formatted(name));
    }
    return team.live() ? Probed.ours(new Made(team.id())) : Probed.absent();
  }

  void unmake(Made team) {
    teams.delete(team.id());
  }

  void join(Made team, Made user) {
    teams.join(team.id(), user.id());
  }

  Probed<Made> lookForMember(Made team, Made user) {
    return teams.member(team.id(), user.id()).filter(member -> member.live()).isPresent()
        ? Probed.ours(user)
        : Probed.absent();
  }

  void leave(Made team, Made user) {
    teams.leave(team.id(), user.id());
  }

  void administrate(Made team, Made user, boolean admin) {
    teams.administrate(team.id(), user.id(), admin);
  }

  Probed<Made> lookForAdmin(Made team, Made user) {
    return teams
            .member(team.id(), user.id())
            .filter(member -> member.live() && member.schemeAdmin())
            .isPresent()
        ? Probed.ours(user)
        : Probed.absent();
  }
}
