package dev.amends.systems.provisioning.service;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** An answer of the service. */
public record Reply(int status, JsonNode body, HttpHeaders headers) {
  /** A field's text. */
  public String text(String field) {
    return body.path(field).asString("");
  }

  /** The first value of a header, empty when there is none. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
