package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads. */
class CrashReportTest {
  private static final BrokenCell CELL =
      new BrokenCell(
          "every step succeeds; after action of 'hotel': the process dies",
          List.of("step 'hotel' is SUCCESS and has 2 effects instead of 1", "another thing"),
          "SUCCEEDED; hotel SUCCESS; effects {hotel=2}",
          "  1  node 1  Started");

  @Test
  void aReportWithoutBrokenRunsFailsNothing() {
    CrashReport report = report(List.of(), 12);

    assertThatCode(report::throwIfBroken).doesNotThrowAnyException();
    assertThat(report).hasToString(report.toString().lines().findFirst().orElseThrow());
    assertThat(report.cutShort()).isFalse();
  }

  @Test
  void aBrokenRunSaysWhereWhatAndHowItEnded() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> report(List.of(CELL), 12).throwIfBroken())
        .withMessageContaining("saga 'trip', 12 of 12 runs")
        .withMessageContaining("seed 7")
        .withMessageContaining("after action of 'hotel': the process dies")
        .withMessageContaining("2 effects instead of 1")
        .withMessageContaining("another thing")
        .withMessageContaining("1  node 1  Started");
  }

  @Test
  void onlyTheFirstTenAreShown() {
    CrashReport report = report(Collections.nCopies(13, CELL), 12);

    assertThat(report.toString().split("the process dies", -1)).hasSize(11);
    assertThat(report.toString()).endsWith("and 3 more");
  }

  @Test
  void whatTimeDidNotAllowIsSaid() {
    assertThat(report(List.of(), 20).cutShort()).isTrue();
    assertThat(report(List.of(), 20).toString()).contains("12 of 20 runs");
  }

  private static CrashReport report(List<BrokenCell> broken, int planned) {
    return new CrashReport("trip", 12, planned, 0, 4, broken, 7, Duration.ofMillis(345));
  }
}
