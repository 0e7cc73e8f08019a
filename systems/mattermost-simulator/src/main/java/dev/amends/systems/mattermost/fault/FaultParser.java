package dev.amends.systems.mattermost.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a fault from JSON and names the field that is wrong. */
final class FaultParser {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> FIELDS =
      Set.of(
          "method",
          "path",
          "mode",
          "status",
          "delayMs",
          "holdMs",
          "times",
          "effect",
          "close",
          "body",
          "errorId",
          "retryAfter");

  private static final int MAX_WAIT_MS = 600_000;
  private static final int DEFAULT_HOLD_MS = 60_000;
  private static final int UNTIL_DELETED = -1;

  private final JsonNode json;

  private FaultParser(JsonNode json) {
    this.json = json;
  }

  /** A fault and how often it strikes; empty means until it is deleted. */
  record Parsed(Fault fault, OptionalInt times) {}

  static Parsed parse(String body) {
    JsonNode json;
    try {
      json = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new InvalidFaultException("body", "The body is no JSON.");
    }
    if (!json.isObject()) {
      throw new InvalidFaultException("body", "The body is no JSON object.");
    }
    return new FaultParser(json).parse();
  }

  private Parsed parse() {
    for (String name : json.propertyNames()) {
      if (!FIELDS.contains(name)) {
        throw new InvalidFaultException(name, "There is no such field.");
      }
    }
    FaultMode mode = mode();
    int delay = number("delayMs", 0, 0, MAX_WAIT_MS);
    if (mode == FaultMode.DELAY && delay == 0) {
      throw new InvalidFaultException("delayMs", "The mode delay needs milliseconds above 0.");
    }
    boolean effect = flag("effect", mode.acts());
    if (mode == FaultMode.DELAY && !effect) {
      throw new InvalidFaultException("effect", "The mode delay always acts; use lose or status.");
    }
    int hold = flag("close", false) ? 0 : number("holdMs", DEFAULT_HOLD_MS, 0, MAX_WAIT_MS);
    Fault fault =
        new Fault(
            text("method").filter(method -> !method.equals("*")),
            path(),
            mode,
            number("status", 500, 200, 599),
            Duration.ofMillis(delay),
            Duration.ofMillis(hold),
            effect,
            content(),
            number("retryAfter", 1, 0, 3600));
    return new Parsed(fault, times());
  }

  private FaultMode mode() {
    String known =
        String.join(", ", Arrays.stream(FaultMode.values()).map(FaultMode::wireName).toList());
    return text("mode")
        .flatMap(FaultMode::of)
        .orElseThrow(() -> new InvalidFaultException("mode", "The mode is one of " + known + "."));
  }

  private Pattern path() {
    String expression = text("path").orElse("");
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new InvalidFaultException("path", "No regular expression: " + e.getDescription() + ".");
    }
  }

  private OptionalInt times() {
    int times = number("times", UNTIL_DELETED, UNTIL_DELETED, Integer.MAX_VALUE);
    if (times == 0) {
      throw new InvalidFaultException("times", "Give 1 or more, or -1 for until it is deleted.");
    }
    return times == UNTIL_DELETED ? OptionalInt.empty() : OptionalInt.of(times);
  }

  private FaultContent content() {
    JsonNode body = json.path("body");
    if (body.isString()) {
      return new FaultContent.Text(body.stringValue());
    }
    if (!body.isMissingNode() && !body.isNull()) {
      return new FaultContent.Json(body);
    }
    return new FaultContent.Usual(text("errorId").orElse("simulator.fault.app_error"));
  }

  private Optional<String> text(String field) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw new InvalidFaultException(field, "This must be a string.");
    }
    return Optional.of(node.stringValue());
  }

  private boolean flag(String field, boolean fallback) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return fallback;
    }
    if (!node.isBoolean()) {
      throw new InvalidFaultException(field, "This must be true or false.");
    }
    return node.booleanValue();
  }

  private int number(String field, int fallback, int min, int max) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return fallback;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < min
        || node.intValue() > max) {
      throw new InvalidFaultException(
          field, "This must be a whole number from " + min + " to " + max + ".");
    }
    return node.intValue();
  }
}
