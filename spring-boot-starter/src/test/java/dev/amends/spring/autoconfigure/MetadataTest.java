package dev.amends.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every property is documented where tools look for it. */
class MetadataTest {
  @Test
  void everyPropertyIsDescribed() throws Exception {
    try (InputStream in =
        AmendsProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      assertThat(in).isNotNull();
      JsonNode metadata = JsonMapper.builder().build().readTree(in);
      List<String> names = new ArrayList<>();
      for (JsonNode property : metadata.path("properties")) {
        String name = property.path("name").stringValue();
        names.add(name);
        assertThat(property.path("description").asString("")).as(name).isNotBlank();
      }
      assertThat(names)
          .contains(
              "amends.lease",
              "amends.journal.keep",
              "amends.keys.keep",
              "amends.start.wait",
              "amends.schema.migrate",
              "amends.secrets.keys",
              "amends.http.retry-after-cap",
              "amends.web.idempotency.keep",
              "amends.apis");
    }
  }
}
