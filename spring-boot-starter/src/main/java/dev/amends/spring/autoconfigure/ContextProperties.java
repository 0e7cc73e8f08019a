package dev.amends.spring.autoconfigure;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a saga takes along from the thread that starts it.
 *
 * @param mdc Keys of the logging context that are captured at a saga's start and set around its
 *     actions. Values are stored in clear.
 */
@ConfigurationProperties("amends.context")
public record ContextProperties(@DefaultValue List<String> mdc) {
  public ContextProperties {
    mdc = List.copyOf(mdc);
  }
}
