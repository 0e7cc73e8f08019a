package dev.amends.console.api;

import dev.amends.console.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The position that a person saw, as the header {@code If-Match} tells it. */
final class IfMatch {
  /** A weak tag is as good: proxies make tags weak when they compress. */
  private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"(0|[1-9][0-9]{0,9})\"\\s*");

  private IfMatch() {}

  /** The position, null for whatever it is now: without the header, or with {@code *}. */
  static @Nullable Integer position(HttpServletRequest request) {
    List<String> headers = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
    if (headers.isEmpty() || headers.equals(List.of("*"))) {
      return null;
    }
    Matcher tag = TAG.matcher(headers.get(0));
    if (headers.size() > 1 || !tag.matches()) {
      throw malformed();
    }
    long position = Long.parseLong(tag.group(1));
    if (position > Integer.MAX_VALUE) {
      throw malformed();
    }
    return (int) position;
  }

  private static RuntimeException malformed() {
    return Problem.of(
            HttpStatus.BAD_REQUEST,
            "if-match.malformed",
            "If-Match takes one ETag as the saga's GET gave it, such as \"7\", or *.")
        .at(HttpHeaders.IF_MATCH)
        .exception();
  }
}
