package dev.amends.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.error.PayloadTooLargeException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.http.MockHttpInputMessage;
import tools.jackson.databind.JsonNode;

class JsonConverterTest {
  private final JsonConverter converter = new JsonConverter();

  @Test
  void readsAtMostSoMuch() throws Exception {
    assertThat(converter.read(JsonNode.class, text(JsonConverter.MAX_BYTES))).isNotNull();
    assertThatExceptionOfType(PayloadTooLargeException.class)
        .isThrownBy(() -> converter.read(JsonNode.class, text(JsonConverter.MAX_BYTES + 1)));
  }

  @Test
  void knowsJsonOnly() {
    assertThat(converter.canRead(JsonNode.class, MediaType.APPLICATION_JSON)).isTrue();
    assertThat(converter.canRead(JsonNode.class, MediaType.TEXT_PLAIN)).isFalse();
    assertThat(converter.canRead(JsonNode.class, MediaType.APPLICATION_XML)).isFalse();
  }

  private static MockHttpInputMessage text(int bytes) {
    String body = "\"" + "x".repeat(bytes - 2) + "\"";
    return new MockHttpInputMessage(body.getBytes(StandardCharsets.UTF_8));
  }
}
