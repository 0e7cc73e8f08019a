package dev.amends.jackson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of this record component, or field, is encrypted in the store and masked on screens and
 * in logs. Works for text and for anything else that JSON can carry; null stays null. Needs a key:
 * see {@link SecretKeys}.
 *
 * <p>The annotation may be added later: values stored in clear before stay readable, and stay in
 * clear. Once values are encrypted it cannot be taken away again without making them unreadable.
 *
 * <pre>{@code
 * record NewAccount(String name, @Secret String password) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER
})
public @interface Secret {}
