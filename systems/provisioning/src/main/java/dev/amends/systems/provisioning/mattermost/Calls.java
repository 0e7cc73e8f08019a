package dev.amends.systems.provisioning.mattermost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests and reads answers, trusting neither more than they prove. */
final class Calls {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final RestClient http;

  Calls(RestClient http) {
    this.http = http;
  }

  /** Sends and demands an entity in return. */
  <T extends Entity> T send(
      HttpMethod method, Class<T> type, Object body, String path, Object... variables) {
    Reply reply = exchange(method, body, path, variables);
    return entity(reply, reply.json(JSON), type);
  }

  /** Sends and demands that the server says it is done. */
  void command(HttpMethod method, @Nullable Object body, String path, Object... variables) {
    Reply reply = exchange(method, body, path, variables);
    if (!reply.json(JSON).path("status").asString("").equalsIgnoreCase("ok")) {
      throw MattermostException.unreadable(reply.status(), "it doesn't say that it is done");
    }
  }

  /** Looks for an entity; empty only where Mattermost itself says that there is none. */
  <T extends Entity> Optional<T> find(Class<T> type, String path, Object... variables) {
    Reply reply = exchange(HttpMethod.GET, null, path, variables);
    if (!reply.success()) {
      MattermostException failure = reply.failure(JSON);
      if (failure.absence()) {
        return Optional.empty();
      }
      throw failure;
    }
    return Optional.of(entity(reply, reply.json(JSON), type));
  }

  /** A list of entities. */
  <T extends Entity> List<T> list(Class<T> type, String path, Object... variables) {
    Reply reply = exchange(HttpMethod.GET, null, path, variables);
    JsonNode json = reply.json(JSON);
    if (!json.isArray()) {
      throw MattermostException.unreadable(reply.status(), "it is no list");
    }
    List<T> entities = new ArrayList<>();
    for (JsonNode element : json) {
      entities.add(entity(reply, element, type));
    }
    return entities;
  }

  /** Deletes; what is not there, or archived, counts as deleted. */
  void delete(String path, Object... variables) {
    try {
      command(HttpMethod.DELETE, null, path, variables);
    } catch (MattermostException e) {
      if (!e.nothingToUndo()) {
        throw e;
      }
    }
  }

  private Reply exchange(
      HttpMethod method, @Nullable Object body, String path, Object... variables) {
    RestClient.RequestBodySpec request =
        http.method(method).uri("/api/v4" + path, variables).accept(MediaType.APPLICATION_JSON);
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsBytes(body));
    }
    return request.exchangeForRequiredValue((sent, response) -> Reply.read(response));
  }

  private static <T extends Entity> T entity(Reply reply, JsonNode json, Class<T> type) {
    T entity;
    try {
      entity = JSON.treeToValue(json, type);
    } catch (JacksonException e) {
      throw MattermostException.unreadable(
          reply.status(), "it is no " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
    }
    if (entity == null || !entity.complete()) {
      throw MattermostException.unreadable(
          reply.status(), "it lacks what identifies a " + type.getSimpleName());
    }
    return entity;
  }
}
