package dev.amends.console.api;

import dev.amends.console.web.Json;
import dev.amends.console.web.Problem;
import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Orders on one saga. They take JSON only, also when there is little to say: a browser sends
 * anything else across sites without asking.
 */
@RestController
@RequestMapping(path = "/api/sagas/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
final class OrderController {
  private static final int LONGEST_EVIDENCE = 2_000;
  private static final int LONGEST_STEP = 200;

  private final OrderDesk desk;

  OrderController(OrderDesk desk) {
    this.desk = desk;
  }

  /** Why an order is given. */
  record Why(@Nullable String reason) {}

  /**
   * How a person settles a step.
   *
   * @param result the step's result, any JSON; absent is null
   * @param evidence how the person knows
   * @param reason why the order is given
   */
  record Settled(@Nullable JsonNode result, @Nullable String evidence, @Nullable String reason) {}

  /**
   * Another input.
   *
   * @param input the whole of it
   * @param reason why the order is given
   */
  record NewInput(@Nullable JsonNode input, @Nullable String reason) {}

  @PostMapping("/resume")
  ResponseEntity<Object> resume(
      @PathVariable String id, @RequestBody Why why, HttpServletRequest request) {
    return desk.place(request, id, why.reason(), HttpStatus.OK, Operator::resume);
  }

  @PostMapping("/compensate")
  ResponseEntity<Object> compensate(
      @PathVariable String id, @RequestBody Why why, HttpServletRequest request) {
    return desk.place(request, id, why.reason(), HttpStatus.OK, Operator::compensate);
  }

  /** Accepted, not done: the node that has the saga takes it up. */
  @PostMapping("/cancel")
  ResponseEntity<Object> cancel(
      @PathVariable String id, @RequestBody Why why, HttpServletRequest request) {
    return desk.place(request, id, why.reason(), HttpStatus.ACCEPTED, Operator::cancel);
  }

  @PostMapping("/steps/{name}/done")
  ResponseEntity<Object> done(
      @PathVariable String id,
      @PathVariable String name,
      @RequestBody Settled settled,
      HttpServletRequest request) {
    String step = step(name);
    String evidence = Texts.field("evidence", settled.evidence(), LONGEST_EVIDENCE);
    JsonNode result = settled.result();
    String json = result == null ? "null" : Json.text(result);
    return desk.place(
        request,
        id,
        settled.reason(),
        HttpStatus.OK,
        (operator, order) -> operator.done(order, step, json, evidence));
  }

  @PostMapping("/steps/{name}/skip")
  ResponseEntity<Object> skip(
      @PathVariable String id,
      @PathVariable String name,
      @RequestBody Why why,
      HttpServletRequest request) {
    String step = step(name);
    return desk.place(
        request, id, why.reason(), HttpStatus.OK, (operator, order) -> operator.skip(order, step));
  }

  @PostMapping("/input")
  ResponseEntity<Object> input(
      @PathVariable String id, @RequestBody NewInput changed, HttpServletRequest request) {
    JsonNode input = changed.input();
    if (input == null) {
      throw Problem.field("input", "The whole new input is expected here.").exception();
    }
    String json = Json.text(input);
    return desk.place(
        request,
        id,
        changed.reason(),
        HttpStatus.OK,
        (operator, order) -> operator.editInput(order, json));
  }

  /** The name of a step in a path; what no step can be named is not asked for. */
  private static String step(String name) {
    if (name.length() > LONGEST_STEP || !Texts.storable(name)) {
      throw Answers.problem(Answer.NO_SUCH_STEP).exception();
    }
    return name;
  }
}
