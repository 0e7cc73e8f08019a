package dev.amends.systems.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotableLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T08:00:00.000Z  WARN 12 --- [main] d.a.Some : text",
        "2026-11-21T08:00:00.000Z ERROR 12 --- [main] d.a.Some : text",
        "08:00:00.000 WARN  [main] d.a.Some - text",
        "WARN  d.a.Some - text",
        "2026-11-21T08:00:00.000Z  INFO 12 --- : Generated the console password: abc",
      })
  void isShownAsItIs(String line) {
    assertThat(NotableLine.shown(line)).contains(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-21T08:00:00.000Z  INFO 12 --- [main] d.a.Some : no WARN here",
        "\tat dev.amends.Some.thing(Some.java:1)",
        "{\"level\":\"INFO\",\"message\":\"the password was wrong, not WARN\"}",
        "WARNING: an option of the JVM",
        "{",
      })
  void isForTheLogOnly(String line) {
    assertThat(NotableLine.shown(line)).isEmpty();
  }

  @Test
  void putsStructuredLinesIntoWords() {
    String logstash =
        "{\"@timestamp\":\"x\",\"message\":\"a \\\"b\\\"\\nc\",\"logger_name\":\"d.A\","
            + "\"level\":\"WARN\",\"stack_trace\":\"java.lang.Error\\n\\tat x\"}";
    String elastic =
        "{\"@timestamp\":\"x\",\"log\":{\"level\":\"ERROR\",\"logger\":\"d.A\"},"
            + "\"message\":\"text\",\"ecs\":{\"version\":\"8.11\"}}";
    String password = "{\"level\":\"INFO\",\"message\":\"Generated password: abc\"}";

    assertThat(NotableLine.shown(logstash)).contains("WARN d.A: a \"b\" c");
    assertThat(NotableLine.shown(elastic)).contains("ERROR d.A: text");
    assertThat(NotableLine.shown(password)).contains("Generated password: abc");
  }

  @Test
  void isNotOverwhelmedByALongLine() {
    String message = "text \\\"quoted\\\" ".repeat(5000);

    assertThat(NotableLine.shown("{\"level\":\"WARN\",\"message\":\"" + message + "\"}"))
        .isPresent();
  }
}
