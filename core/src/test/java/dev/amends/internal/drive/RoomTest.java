package dev.amends.internal.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.amends.error.OverloadedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Room room = new Room(1_000, nanos::get);

  private int starts(String type, int tries) {
    int begun = 0;
    for (int i = 0; i < tries; i++) {
      begun += room.start(type) ? 1 : 0;
    }
    return begun;
  }

  @Test
  void noTypeHasMoreThanFourFifthsAndStartsLeaveATenthToWhatIsTakenOver() {
    assertThat(starts("flood", 2_000)).isEqualTo(800);
    assertThat(starts("other", 2_000)).isEqualTo(100);
    assertThat(room.left()).isEqualTo(100);
    room.takeOver("flood");
    assertThat(room.left()).isEqualTo(99);
  }

  @Test
  void whatHasToBeDrivenIsDriven() {
    for (int i = 0; i < 1_200; i++) {
      room.takeOver("old");
    }
    assertThat(room.left()).isZero();
    assertThat(room.start("new")).isFalse();
  }

  @Test
  void aPlaceThatIsGivenBackIsTakenAgain() {
    assertThat(starts("flood", 900)).isEqualTo(800);
    room.leave("flood");
    assertThat(starts("flood", 10)).isEqualTo(1);
  }

  @Test
  void onePlaceIsEnoughForAStart() {
    Room tiny = new Room(1, nanos::get);
    assertThat(tiny.start("a")).isTrue();
    assertThat(tiny.start("a")).isFalse();
  }

  @Test
  void furtherStartsAreRefusedWhereVeryManyOfTheTypeWait() {
    starts("flood", 800 + 4_999);
    assertThatCode(() -> room.check("flood")).doesNotThrowAnyException();
    starts("flood", 1);
    assertThatThrownBy(() -> room.check("flood"))
        .isInstanceOf(OverloadedException.class)
        .hasMessageContaining("5,000 sagas of 'flood'");
    assertThatCode(() -> room.check("other")).doesNotThrowAnyException();
    room.found("flood");
    assertThatCode(() -> room.check("flood")).doesNotThrowAnyException();
  }

  @Test
  void whatWasCountedInVainIsForgotten() {
    starts("flood", 6_000);
    room.noneWaits(Duration.ofSeconds(2));
    assertThatThrownBy(() -> room.check("flood")).isInstanceOf(OverloadedException.class);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    room.noneWaits(Duration.ofSeconds(2));
    assertThatCode(() -> room.check("flood")).doesNotThrowAnyException();
    room.found("flood");
    assertThatCode(() -> room.check("flood")).doesNotThrowAnyException();
  }

  @Test
  void itSaysWhenToComeBackByThePaceAtWhichSagasLeave() {
    starts("flood", 800 + 5_000);
    assertThat(comeBack()).as("none has left yet").isEqualTo(Duration.ofMinutes(1));
    for (int i = 0; i < 500; i++) {
      room.leave("flood");
    }
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(comeBack()).as("2,500 at 250 a second").isEqualTo(Duration.ofSeconds(10));
  }

  private Duration comeBack() {
    return catchThrowableOfType(OverloadedException.class, () -> room.check("flood")).retryAfter();
  }
}
