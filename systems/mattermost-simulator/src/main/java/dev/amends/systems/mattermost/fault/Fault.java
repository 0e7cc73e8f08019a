package dev.amends.systems.mattermost.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault.
 *
 * @param method the HTTP method it wants, or empty for any
 * @param path found anywhere in the decoded path, which begins with {@code /api/v4}; the query is
 *     no part of it
 * @param status what the mode {@code status} answers
 * @param delay waited before anything else happens, in every mode
 * @param hold how long a lost answer keeps the connection open; zero closes it at once
 * @param effect whether the call acts
 * @param content the body of the mode {@code status}
 * @param retryAfter the seconds of the headers of a 429
 */
public record Fault(
    Optional<String> method,
    Pattern path,
    FaultMode mode,
    int status,
    Duration delay,
    Duration hold,
    boolean effect,
    FaultContent content,
    int retryAfter) {

  boolean matches(String wantedMethod, String wantedPath) {
    return method.map(wantedMethod::equalsIgnoreCase).orElse(true)
        && path.matcher(wantedPath).find();
  }
}
