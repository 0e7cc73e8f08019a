package dev.amends.console.api;

import dev.amends.console.security.CurrentActor;
import dev.amends.error.AmendsException;
import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import dev.amends.operator.Order;
import dev.amends.query.SagaQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Places orders in the name of who is logged in, and says what came of them. */
final class OrderDesk {
  private static final Logger log = LoggerFactory.getLogger(OrderDesk.class);

  private static final int LONGEST_REASON = 1_000;

  private final Operator operator;
  private final SagaQuery query;

  OrderDesk(Operator operator, SagaQuery query) {
    this.operator = operator;
    this.query = query;
  }

  /** What is wanted of the engine. */
  @FunctionalInterface
  interface Wish {
    Answer ask(Operator operator, Order order);
  }

  /**
   * What came of an order.
   *
   * @param answer always {@link Answer#ACCEPTED}; other answers are problems
   * @param saga how it stands now, null when it cannot be read just then
   */
  record Placed(Answer answer, @Nullable SagaJson saga) {}

  /** Places an order on the saga that the path names, at the position that the header names. */
  ResponseEntity<Object> place(
      HttpServletRequest request, String id, @Nullable String reason, HttpStatus done, Wish wish) {
    Order order =
        new Order(SagaId.of(id), CurrentActor.get(), reason(reason), IfMatch.position(request));
    Answer answer = wish.ask(operator, order);
    if (answer != Answer.ACCEPTED) {
      return Answers.problem(overtaken(order, answer) ? Answer.MOVED_ON : answer).answer();
    }
    SagaJson saga = now(order.saga());
    ResponseEntity.BodyBuilder built = ResponseEntity.status(done);
    if (saga != null) {
      built.eTag(saga.etag());
    }
    return built.body(new Placed(answer, saga));
  }

  /** Resumes a saga as it stands. */
  Answer resume(UUID saga, String reason) {
    return operator.resume(new Order(saga, CurrentActor.get(), reason, null));
  }

  /** The reason that a body gives, empty when it gives none. */
  static String reason(@Nullable String given) {
    return Texts.field("reason", given, LONGEST_REASON);
  }

  /**
   * Whether the saga has moved on from the position that was named, which then comes first: what
   * the person wanted was meant for another state, so why it is refused in this one is no answer.
   */
  private boolean overtaken(Order order, Answer refusal) {
    Integer seen = order.position();
    if (seen == null || refusal == Answer.NOT_FOUND) {
      return false;
    }
    return query.find(order.saga()).filter(saga -> !seen.equals(saga.position())).isPresent();
  }

  /** The order is on record by now, so a failure to read must not look like a failure to order. */
  private @Nullable SagaJson now(UUID saga) {
    try {
      return query.find(saga).map(SagaJson::of).orElse(null);
    } catch (AmendsException e) {
      log.warn("Saga {} cannot be read after an order on it was accepted: {}", saga, e.code(), e);
      return null;
    }
  }
}
