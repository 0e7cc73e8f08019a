package dev.amends.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.spring.app.Apps;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Correlation id, problems and bounded bodies. */
class EndpointsTest {
  private static Http http;

  @BeforeAll
  static void start() {
    http =
        new Http(
            ShopApplication.class,
            "spring.datasource.url=" + Apps.newDatabase(),
            "amends.web.max-body=1KB");
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
  }

  @Test
  void aCorrelationIdIsTakenOrMadeAndAnswered() throws Exception {
    HttpResponse<String> sent = http.get("/correlation", "X-Correlation-Id", "abc-1");
    assertThat(sent.body()).contains("abc-1");
    assertThat(sent.headers().firstValue("X-Correlation-Id")).contains("abc-1");
    HttpResponse<String> made = http.get("/correlation");
    String id = made.headers().firstValue("X-Correlation-Id").orElseThrow();
    assertThat(id).hasSize(36);
    assertThat(made.body()).contains(id);
  }

  @Test
  void aCorrelationIdThatIsNotFitForLogsIsReplaced() throws Exception {
    for (String bad : new String[] {"<script>", "a b", "x".repeat(129)}) {
      HttpResponse<String> answer = http.get("/correlation", "X-Correlation-Id", bad);
      assertThat(answer.body()).doesNotContain(bad);
    }
  }

  @Test
  void exceptionsOfTheLibraryHaveStableCodes() throws Exception {
    HttpResponse<String> large = http.get("/failing/large");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(large.body()).contains("\"code\":\"payload.too-large\"").doesNotContain("trace");
    HttpResponse<String> full = http.get("/failing/full");
    assertThat(full.statusCode()).isEqualTo(503);
    assertThat(full.headers().firstValue("Retry-After")).hasValue("17");
    assertThat(full.body()).contains("\"code\":\"saga.overloaded\"", "Too many requests");
    HttpResponse<String> away = http.get("/failing/away");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).isPresent();
    assertThat(away.body())
        .contains("\"code\":\"store.unavailable\"")
        .doesNotContain("secret-host");
    assertThat(http.get("/failing/conflict").statusCode()).isEqualTo(409);
  }

  @Test
  void aBodyThatIsTooLongIsRefusedByItsLength() throws Exception {
    HttpResponse<String> answer = http.post("/plain", "x".repeat(2_000));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"code\":\"payload.too-large\"");
    assertThat(http.post("/plain", "x".repeat(1_000)).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyOfUnknownLengthIsRefusedWhileItIsRead() throws Exception {
    for (String key : new String[] {"", "Idempotency-Key: k1\r\n"}) {
      assertThat(chunked("/plain", key)).contains("HTTP/1.1 413", "payload.too-large");
      assertThat(chunked("/orders", key)).contains("HTTP/1.1 413", "payload.too-large");
    }
  }

  private static String chunked(String path, String headers) throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(http.url).getPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%sTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
              .formatted(path, headers);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      String body = "{\"id\":\"" + "x".repeat(2_000) + "\"}";
      out.write(
          "%x\r\n%s\r\n0\r\n\r\n"
              .formatted(body.length(), body)
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void healthTellsOfTheEngine() throws Exception {
    assertThat(http.get("/actuator/health").body()).contains("\"UP\"");
  }
}
