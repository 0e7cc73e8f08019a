package dev.amends.definition;

import java.util.Locale;

/**
 * An entry of the catalogue of other people's APIs: what a remote step calls. Statistics, circuit
 * breaker and bulkhead go by the name.
 *
 * @param name unique name, such as {@code mattermost.create-team}; lower-case letters, digits, dots
 *     and hyphens
 * @param method HTTP method
 * @param url URL template, such as {@code /api/v4/teams/{id}}
 */
public record Api(String name, String method, String url) {
  public Api {
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,99}")) {
      throw new IllegalArgumentException(
          "The API name '%s' must be 1 to 100 of a-z, 0-9, '.' and '-', starting with a letter or digit"
              .formatted(name));
    }
    method = method.toUpperCase(Locale.ROOT);
  }
}
