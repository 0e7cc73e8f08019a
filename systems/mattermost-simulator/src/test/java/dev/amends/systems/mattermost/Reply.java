package dev.amends.systems.mattermost;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the simulator answered. */
record Reply(int status, String text, HttpHeaders headers) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  JsonNode json() {
    return MAPPER.readTree(text);
  }

  String at(String field) {
    return json().path(field).asString();
  }

  String id() {
    return at("id");
  }

  /** The status and the id, which is the error's where it was refused. */
  String refusal() {
    return status + " " + id();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
