package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.api.Answer;
import dev.amends.systems.mattermost.api.ApiError;
import dev.amends.systems.mattermost.entity.EntityJson;
import dev.amends.systems.mattermost.fault.Fault;
import dev.amends.systems.mattermost.fault.FaultContent;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts answers into the form in which the server sends them. */
final class Replies {
  private static final JsonMapper MAPPER = EntityJson.mapper();
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String GARBAGE = "<html><body>502 Bad Gateway";

  private Replies() {}

  static Reply of(Answer answer, String requestId) {
    Object body = answer.body();
    if (body instanceof ApiError error) {
      return error(error, requestId);
    }
    return body instanceof String text
        ? Reply.of(answer.status(), Reply.TEXT, text)
        : Reply.of(answer.status(), Reply.JSON, MAPPER.writeValueAsString(body))
            .with("X-Request-Id", requestId);
  }

  static Reply error(ApiError error, String requestId) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("id", error.id());
    body.put("message", error.message());
    // The real server says more only to developers.
    body.put("detailed_error", "");
    body.put("request_id", requestId);
    body.put("status_code", error.statusCode());
    return Reply.of(error.statusCode(), Reply.JSON, body.toString())
        .with("X-Request-Id", requestId);
  }

  static Reply fault(Fault fault, String requestId) {
    Reply reply = content(fault, requestId);
    if (fault.status() != TOO_MANY_REQUESTS) {
      return reply;
    }
    String seconds = Integer.toString(fault.retryAfter());
    return reply
        .with("X-RateLimit-Limit", "10")
        .with("X-RateLimit-Remaining", "0")
        .with("X-RateLimit-Reset", seconds)
        .with("Retry-After", seconds);
  }

  private static Reply content(Fault fault, String requestId) {
    FaultContent content = fault.content();
    if (content instanceof FaultContent.Text text) {
      return Reply.of(fault.status(), Reply.TEXT, text.text());
    }
    if (content instanceof FaultContent.Json json) {
      return Reply.of(fault.status(), Reply.JSON, json.json().toString());
    }
    if (fault.status() == TOO_MANY_REQUESTS) {
      return Reply.of(fault.status(), Reply.TEXT, "limit exceeded\n");
    }
    String errorId = ((FaultContent.Usual) content).errorId();
    return error(new ApiError(errorId, "A fault was asked for.", fault.status()), requestId);
  }

  /** Says that it is JSON, and is none. */
  static Reply garbage(int status) {
    return Reply.of(status, Reply.JSON, GARBAGE);
  }
}
