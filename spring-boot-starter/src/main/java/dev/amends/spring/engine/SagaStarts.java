package dev.amends.spring.engine;

import java.util.function.Supplier;

/** Stands around the start of a saga on the caller's thread, for traces. */
public interface SagaStarts {
  /**
   * Calls on, once.
   *
   * @param definition simple name of the definition's class
   */
  <T> T around(String definition, Supplier<T> start);

  /** Does nothing. */
  static SagaStarts plain() {
    return new SagaStarts() {
      @Override
      public <T> T around(String definition, Supplier<T> start) {
        return start.get();
      }
    };
  }
}
