package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The page about what is tried where is written from the explorer's own points, with {@code
 * -Damends.docs.write=true}.
 */
class CrashMatrixPageTest {
  private static final Path PAGE = Path.of("..", "docs", "crash-matrix.md");

  private static final String HEAD =
      """
      # The crash matrix

      Written from the points of the crash explorer. Every method of the store's interfaces that writes is a point, and so is
      every piece of user code; a writing method that is no point fails the build (`BoundaryTest`). A run of a saga is
      repeated once for each point that it passes, and each fault that is marked here: `b` before the point has its effect,
      `a` after it. In each scenario another step is refused, so that the saga turns round there. After the single faults
      come pairs, the second fault striking during the recovery from the first.

      """;

  /** User code, with the kinds of points that it is. */
  private record Code(String what, PointKind kind) {}

  private static final List<Code> CODE =
      List.of(
          new Code("action or undo of a remote step", PointKind.REMOTE),
          new Code("action of a step whose probe is waited for", PointKind.PROBED),
          new Code("action or undo of a local step", PointKind.LOCAL),
          new Code("probe", PointKind.LOOK),
          new Code("late look", PointKind.LATE_LOOK));

  @Test
  void thePageShowsThePointsAsTheyAre() throws IOException {
    StringBuilder page = new StringBuilder(HEAD).append("| point |");
    for (FaultKind fault : FaultKind.values()) {
      page.append(' ').append(fault).append(" |");
    }
    page.append("\n|---|").append("---|".repeat(FaultKind.values().length)).append('\n');
    for (Code code : CODE) {
      page.append(row(code.what(), code.kind()));
    }
    for (Boundary boundary : Boundary.values()) {
      page.append(row('`' + boundary.site() + '`', boundary.kind()));
    }
    if (Boolean.getBoolean("amends.docs.write")) {
      Files.writeString(PAGE, page.toString());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  private static String row(String what, PointKind kind) {
    StringBuilder row = new StringBuilder("| ").append(what).append(" |");
    for (FaultKind fault : FaultKind.values()) {
      List<String> moments = new ArrayList<>();
      for (Moment moment : Moment.values()) {
        if (kind.can(moment, fault)) {
          moments.add(moment.name().substring(0, 1).toLowerCase(Locale.ROOT));
        }
      }
      row.append(' ').append(String.join(" ", moments)).append(" |");
    }
    return row.append('\n').toString();
  }
}
