package dev.amends.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an error body says of itself. */
class RemoteErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "application/json         | {\"id\":\"app.x\",\"message\":\"no\"}                     | app.x | no",
        "application/json         | {\"code\":\"c\",\"id\":\"i\"}                             | c     | {\"code\":\"c\",\"id\":\"i\"}",
        "application/json         | {\"code\":42,\"message\":\"no\"}                          | 42    | no",
        "application/json         | {\"error\":\"invalid_grant\",\"error_description\":\"d\"} | invalid_grant | d",
        "application/json         | {\"error\":{\"code\":\"c\",\"message\":\"m\"}}            | c     | m",
        "application/problem+json | {\"type\":\"https://x/y\",\"detail\":\"d\"}               | https://x/y | d",
        "application/problem+json | {\"type\":\"about:blank\",\"title\":\"Conflict\"}         | -     | Conflict",
        "application/problem+json | {\"type\":\"https://x/y\",\"code\":\"c\",\"detail\":\"d\"} | c    | d",
        "text/plain               | {\"id\":\"x\"}                                            | -     | {\"id\":\"x\"}",
        "application/json         | {\"id\":                                                  | -     | {\"id\":",
        "application/json         | []                                                        | -     | []",
        "-                        | gone                                                      | -     | gone",
      })
  void theBuiltInReaderKnowsTheUsualForms(
      String contentType, String body, String code, String message) {
    Failure failure = failure(List.of(), contentType, body);
    assertThat(failure.remoteCode()).isEqualTo(code);
    assertThat(failure.message()).isEqualTo("HTTP 422: " + message);
    assertThat(failure.httpStatus()).isEqualTo(422);
  }

  @Test
  void anApplicationsReaderIsAskedFirst() {
    RemoteErrorReader own =
        (status, type, body) ->
            type.equals("text/x-own")
                ? Optional.of(new RemoteError("own", "in its own words"))
                : Optional.empty();
    assertThat(failure(List.of(own), "Text/X-Own; charset=utf-8", "?").remoteCode())
        .isEqualTo("own");
    assertThat(failure(List.of(own), "application/json", "{\"id\":\"i\"}").remoteCode())
        .isEqualTo("i");
  }

  @Test
  void aReaderThatFailsChangesNothing() {
    RemoteErrorReader failing =
        (status, type, body) -> {
          throw new IllegalStateException("broken reader");
        };
    assertThat(failure(List.of(failing), "application/json", "{\"id\":\"i\"}").remoteCode())
        .isEqualTo("i");
  }

  @Test
  void aHugeNestedBodyCostsNothing() {
    String deep = "[".repeat(100_000);
    assertThat(failure(List.of(), "application/json", deep).remoteCode()).isNull();
  }

  private static Failure failure(List<RemoteErrorReader> readers, String type, String body) {
    Outcome outcome =
        new HttpOutcomes(Duration.ofMinutes(1), readers)
            .of(
                422,
                name -> name.equals("Content-Type") ? type : null,
                body.getBytes(StandardCharsets.UTF_8));
    return ((Outcome.Rejected) outcome).failure();
  }
}
