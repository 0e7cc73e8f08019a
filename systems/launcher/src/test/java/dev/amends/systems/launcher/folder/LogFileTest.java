package dev.amends.systems.launcher.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path folder;

  @Test
  void goesOnWithAFileAndPutsItAsideWhenItIsFull() throws IOException {
    Path path = folder.resolve("order.log");
    try (LogFile log = LogFile.append(path, 12)) {
      log.line("12345");
    }
    try (LogFile log = LogFile.append(path, 12)) {
      log.line("67890");
      log.line("abc");
    }

    assertThat(folder.resolve("order.log.1")).hasContent("12345\n67890");
    assertThat(path).hasContent("abc");
  }

  @Test
  void readsTheLastLines() throws IOException {
    Path path = folder.resolve("order.log");
    try (LogFile log = LogFile.append(path)) {
      for (int i = 0; i < 10; i++) {
        log.line("line " + i);
      }
    }

    assertThat(LogFile.tail(path, 2)).containsExactly("line 8", "line 9");
    assertThat(LogFile.tail(path, 100)).hasSize(10);
  }
}
