package dev.amends.console;

import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import dev.amends.operator.Order;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes orders down and answers as told. */
final class FakeOperator implements Operator {
  /** An order with everything that was given with it. */
  record Given(
      String action,
      Order order,
      @Nullable String step,
      @Nullable String json,
      @Nullable String evidence) {}

  final List<Given> given = new CopyOnWriteArrayList<>();
  volatile Function<Order, Answer> answer = order -> Answer.ACCEPTED;

  void reset() {
    given.clear();
    answer = order -> Answer.ACCEPTED;
  }

  Given last() {
    return given.get(given.size() - 1);
  }

  private Answer take(
      String action,
      Order order,
      @Nullable String step,
      @Nullable String json,
      @Nullable String evidence) {
    given.add(new Given(action, order, step, json, evidence));
    return answer.apply(order);
  }

  @Override
  public Answer resume(Order order) {
    return take("resume", order, null, null, null);
  }

  @Override
  public Answer compensate(Order order) {
    return take("compensate", order, null, null, null);
  }

  @Override
  public Answer cancel(Order order) {
    return take("cancel", order, null, null, null);
  }

  @Override
  public Answer done(Order order, String step, String result, String evidence) {
    return take("done", order, step, result, evidence);
  }

  @Override
  public Answer skip(Order order, String step) {
    return take("skip", order, step, null, null);
  }

  @Override
  public Answer editInput(Order order, String input) {
    return take("input", order, null, input, null);
  }
}
