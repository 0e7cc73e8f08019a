package dev.amends.spring.engine;

import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import dev.amends.operator.Order;

/** An {@code Operator} that can be injected before the engine exists. */
public final class EngineBackedOperator implements Operator {
  private final SagaEngine engine;

  public EngineBackedOperator(SagaEngine engine) {
    this.engine = engine;
  }

  @Override
  public Answer resume(Order order) {
    return engine.amends().operator().resume(order);
  }

  @Override
  public Answer compensate(Order order) {
    return engine.amends().operator().compensate(order);
  }

  @Override
  public Answer cancel(Order order) {
    return engine.amends().operator().cancel(order);
  }

  @Override
  public Answer done(Order order, String step, String result, String evidence) {
    return engine.amends().operator().done(order, step, result, evidence);
  }

  @Override
  public Answer skip(Order order, String step) {
    return engine.amends().operator().skip(order, step);
  }

  @Override
  public Answer editInput(Order order, String input) {
    return engine.amends().operator().editInput(order, input);
  }
}
