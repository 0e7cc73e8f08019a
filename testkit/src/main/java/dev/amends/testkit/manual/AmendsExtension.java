package dev.amends.testkit.manual;

import dev.amends.definition.SagaDefinition;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Makes the engine of {@link AmendsTest}, and closes it after the test. */
final class AmendsExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace OURS = Namespace.create(AmendsExtension.class);

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    List<SagaDefinition<?, ?>> definitions = new ArrayList<>();
    AnnotationSupport.findAnnotation(context.getRequiredTestClass(), AmendsTest.class)
        .ifPresent(
            named -> {
              for (Class<? extends SagaDefinition<?, ?>> each : named.value()) {
                definitions.add(ReflectionSupport.newInstance(each));
              }
            });
    List<Object> tests = context.getRequiredTestInstances().getAllInstances();
    for (Object test : tests) {
      for (Field field : fields(test, SagaDefinition.class)) {
        if (field.get(test) instanceof SagaDefinition<?, ?> definition) {
          definitions.add(definition);
        }
      }
    }
    ManualEngine engine = ManualEngine.of(definitions);
    context.getStore(OURS).put(ManualEngine.class, engine);
    for (Object test : tests) {
      for (Field field : fields(test, ManualEngine.class)) {
        field.set(test, engine);
      }
    }
  }

  private static List<Field> fields(Object test, Class<?> type) {
    List<Field> fields =
        ReflectionSupport.findFields(
            test.getClass(),
            field -> type.isAssignableFrom(field.getType()),
            HierarchyTraversalMode.TOP_DOWN);
    fields.forEach(field -> field.setAccessible(true));
    return fields;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ManualEngine engine = context.getStore(OURS).remove(ManualEngine.class, ManualEngine.class);
    if (engine != null) {
      engine.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ManualEngine.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ManualEngine engine = context.getStore(OURS).get(ManualEngine.class, ManualEngine.class);
    if (engine == null) {
      throw new ParameterResolutionException(
          "An engine belongs to one test: take it in test methods, @BeforeEach and @AfterEach only");
    }
    return engine;
  }
}
