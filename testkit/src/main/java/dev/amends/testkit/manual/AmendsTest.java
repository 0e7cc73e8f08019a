package dev.amends.testkit.manual;

import dev.amends.definition.SagaDefinition;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a {@link ManualEngine} of its own, as a parameter or in a field of
 * that type. Its definitions are those named here, which need a constructor without arguments, and
 * all that stand in fields of the test.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AmendsExtension.class)
public @interface AmendsTest {
  /** Definitions that are made anew for each test. */
  Class<? extends SagaDefinition<?, ?>>[] value() default {};
}
