package dev.amends.spring.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the error body of another side. Beans of this type are asked in order before the built-in
 * one, which knows problem+json and plain JSON with {@code code}, {@code id} or {@code error};
 * declare one for an API that says it differently. Called from many threads.
 */
@FunctionalInterface
public interface RemoteErrorReader {
  /**
   * What the body says; empty when this reader cannot tell.
   *
   * @param status status of the answer
   * @param contentType media type without parameters, in lower case; null when there was none
   * @param body the body, at most as long as the largest answer; possibly empty
   */
  Optional<RemoteError> read(int status, @Nullable String contentType, byte[] body);
}
