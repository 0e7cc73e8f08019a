package dev.amends.systems.provisioning.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class MarkerTest {
  private final UUID id = UUID.fromString("0193f5d2-0000-7000-8000-0123456789ab");

  @Test
  void isFoundAgainInAnyText() {
    Marker marker = Marker.ofProject(id);

    assertThat(marker.in("Web shop (" + marker.text() + ")")).isTrue();
    assertThat(Marker.find("x " + Marker.ofAccount(id).text())).contains(Marker.ofAccount(id));
    assertThat(Marker.find(Marker.ofTenant(id).text())).contains(Marker.ofTenant(id));
  }

  @Test
  void isNobodyElses() {
    Marker marker = Marker.ofProject(id);

    assertThat(marker.in(Marker.ofAccount(id).text())).isFalse();
    assertThat(marker.in(Marker.ofProject(UUID.randomUUID()).text())).isFalse();
    assertThat(Marker.find("provisioning:project:not-an-id")).isEmpty();
  }

  @Test
  void fitsIntoTheNameOfAWebhook() {
    assertThat(Marker.ofProject(id).text()).hasSizeLessThanOrEqualTo(64);
    assertThat(Marker.ofAccount(id).text()).hasSizeLessThanOrEqualTo(64);
  }
}
