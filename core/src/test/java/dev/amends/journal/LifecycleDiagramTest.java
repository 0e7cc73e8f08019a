package dev.amends.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The diagram in the documentation is drawn from the transition table; run this with {@code
 * -Damends.docs.write=true} to draw it anew.
 */
class LifecycleDiagramTest {
  private static final Path PAGE = Path.of("..", "docs", "concepts", "lifecycle.md");

  private static final String HEAD =
      """
      # How a saga's status changes

      Drawn from the transition table of the engine (`Lifecycle`): the facts on an arrow are those that lead from one status
      to the other. What stands on no arrow cannot be written. A parked saga remembers whether it had turned round.

      """;

  @Test
  void theDocumentationShowsTheTableAsItIs() throws IOException {
    String page = HEAD + diagram() + facts();
    if (Boolean.getBoolean("amends.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String diagram() {
    StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n  [*] --> RUNNING\n");
    arrows()
        .forEach(
            (arrow, facts) -> {
              String label = facts.size() > 3 ? facts.size() + " facts" : String.join(", ", facts);
              text.append("  ").append(arrow).append(": ").append(label).append('\n');
            });
    for (SagaStatus status : SagaStatus.values()) {
      if (status.ended()) {
        text.append("  ").append(status).append(" --> [*]\n");
      }
    }
    return text.append("```\n\n").toString();
  }

  private static String facts() {
    StringBuilder text = new StringBuilder("| from → to | facts |\n|---|---|\n");
    arrows()
        .forEach(
            (arrow, facts) ->
                text.append("| ")
                    .append(arrow.replace(" --> ", " → "))
                    .append(" | ")
                    .append(String.join(", ", facts))
                    .append(" |\n"));
    return text.toString();
  }

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    Lifecycle.transitions().stream()
        .sorted(
            Comparator.comparing(Lifecycle.Transition::from)
                .thenComparing(Lifecycle.Transition::to))
        .forEach(
            row ->
                arrows
                    .computeIfAbsent(row.from() + " --> " + row.to(), none -> new TreeSet<>())
                    .add(row.fact().getSimpleName()));
    return arrows;
  }
}
