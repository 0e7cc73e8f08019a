package dev.amends.systems.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineInputTest {
  private static List<String> lines(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineInput input =
        new LineInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      for (String line = input.next(); line != null; line = input.next()) {
        lines.add(line);
      }
    }
    return lines;
  }

  @Test
  void givesLinesWithoutTheirEnds() throws IOException {
    assertThat(lines("a\n\r\n한글\r\nlast")).containsExactly("a", "", "한글", "last");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void cutsALineWithoutEndAndLosesNothing() throws IOException {
    String text = "0123456789".repeat(LineInput.MAX_BYTES / 5);

    assertThat(lines(text)).hasSizeGreaterThan(1);
    assertThat(String.join("", lines(text))).isEqualTo(text);
  }
}
