package dev.amends.systems.mattermost.fault;

import tools.jackson.databind.JsonNode;

/** The body that a faulty answer has. */
public sealed interface FaultContent {

  /** What the server itself would send with that status, with that error id. */
  record Usual(String errorId) implements FaultContent {}

  /** This text, as plain text. */
  record Text(String text) implements FaultContent {}

  /** This JSON. */
  record Json(JsonNode json) implements FaultContent {}
}
