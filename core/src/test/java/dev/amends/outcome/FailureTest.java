package dev.amends.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void keepsTheWordsOfAnException() {
    assertThat(Failure.of(new IOException("reset")))
        .isEqualTo(new Failure("IOException", "reset", 0, null));
    assertThat(Failure.of(new IOException()))
        .isEqualTo(new Failure("IOException", "java.io.IOException", 0, null));
  }

  @Test
  void cutsAMessageThatIsTooLong() {
    String longest = "x".repeat(Failure.MAX_MESSAGE);
    assertThat(Failure.of("c", longest).message()).isEqualTo(longest);
    String cut = Failure.of("c", longest + "y").message();
    assertThat(cut).hasSize(Failure.MAX_MESSAGE).startsWith("xxx").endsWith("x…");
  }

  @Test
  void keepsAnswerAndErrorIdOfTheOtherSide() {
    Failure failure = new Failure("http.422", "taken", 422, "store.exists");
    assertThat(failure.httpStatus()).isEqualTo(422);
    assertThat(failure.remoteCode()).isEqualTo("store.exists");
    assertThat(Failure.of("timeout", "late").httpStatus()).isZero();
    assertThat(Failure.of("timeout", "late").remoteCode()).isNull();
  }

  @Test
  void alwaysHasACode() {
    assertThatThrownBy(() -> Failure.of(null, "late")).isInstanceOf(NullPointerException.class);
    assertThat(Failure.of(new RuntimeException("anonymous") {}).code()).isNotEmpty();
  }
}
