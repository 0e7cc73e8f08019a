package dev.amends.spring.engine;

import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.spi.ContextCapture;
import dev.amends.spi.EngineListener;
import dev.amends.spi.Interceptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The beans of an application that take part in its sagas. Looked up only when all singletons
 * exist, so that any of them may inject {@code Sagas}.
 *
 * @param definitions sagas
 * @param classifiers readers of exceptions, asked in order
 * @param interceptors around user code, the first one outermost
 * @param listeners told of what happens
 * @param contexts what is captured at a start; of equal names the last one's counts
 */
public record Contributions(
    ObjectProvider<SagaDefinition<?, ?>> definitions,
    ObjectProvider<OutcomeClassifier> classifiers,
    ObjectProvider<Interceptor> interceptors,
    ObjectProvider<EngineListener> listeners,
    ObjectProvider<ContextCapture> contexts) {

  ContextCapture context() {
    List<ContextCapture> all = contexts.orderedStream().toList();
    return () -> {
      Map<String, String> context = new HashMap<>();
      all.forEach(capture -> context.putAll(capture.capture()));
      return context;
    };
  }
}
