package dev.amends.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
  @Test
  void writesItsMethodInCapitals() {
    Api api = new Api("mattermost.create-team", "post", "/api/v4/teams/{id}");
    assertThat(api.method()).isEqualTo("POST");
    assertThat(api).isEqualTo(new Api("mattermost.create-team", "POST", "/api/v4/teams/{id}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Team", "a b", ".a", "a/b", "a\n"})
  void refusesNamesThatStatisticsCannotGoBy(String name) {
    assertThatThrownBy(() -> new Api(name, "GET", "/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("1 to 100 of a-z, 0-9, '.' and '-'");
  }

  @Test
  void takesNamesOfAHundredCharacters() {
    assertThat(new Api("a".repeat(100), "GET", "/").name()).hasSize(100);
    assertThatThrownBy(() -> new Api("a".repeat(101), "GET", "/"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
