package dev.amends.systems.provisioning.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamNamesTest {
  private final UUID id = UUID.fromString("0193f5d2-0000-7000-8000-0123456789ab");

  @Test
  void saysWhoseItIs() {
    assertThat(TeamNames.ofProject("acme", "Web Shop", id))
        .isEqualTo("p-acme-web-shop-0123456789ab");
    assertThat(TeamNames.ofTenant("acme", id)).isEqualTo("t-acme-0123456789ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin",
        "api",
        "프로젝트",
        "Ünïcødé",
        "---",
        "a",
        "__x__",
        "💥",
        "oauth-login",
        "a name that is far too long for any team on any server that ever was or will be"
      })
  void isValidWhateverPeopleCallTheirs(String name) {
    String team = TeamNames.ofProject(name, name, id);

    assertThat(team).matches("[a-z0-9][a-z0-9-]*[a-z0-9]").hasSizeBetween(2, 64);
    assertThat(team).startsWith("p-").doesNotContain("--");
    assertThat(TeamNames.ofTenant(name, id)).matches("[a-z0-9][a-z0-9-]*[a-z0-9]");
  }

  @Test
  void differsBetweenProjectsOfOneName() {
    assertThat(TeamNames.ofProject("acme", "Shop", id))
        .isNotEqualTo(TeamNames.ofProject("acme", "Shop", UUID.randomUUID()));
  }
}
