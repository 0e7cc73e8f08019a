package dev.amends.console.api;

import dev.amends.console.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list's URL. An empty one counts as absent; one that is unknown, repeated or
 * out of bounds is refused by name, because ignoring it would show another list than was asked for.
 */
final class Parameters {
  static final String TYPE = "type";
  static final String STATUS = "status";
  static final String KEY = "key";
  static final String AFTER = "after";
  static final String LIMIT = "limit";

  private static final Pattern TYPE_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_.~-]{1,200}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final int LONGEST_KEY = 200;

  private final Map<String, String[]> values;

  /** Those of the request, of which only these may occur. */
  Parameters(HttpServletRequest request, String... known) {
    values = request.getParameterMap();
    values.forEach(
        (name, given) -> {
          if (!Set.of(known).contains(name)) {
            throw Problem.of(
                    org.springframework.http.HttpStatus.BAD_REQUEST,
                    "parameter.unknown",
                    "There is no such parameter; known are " + String.join(", ", known) + ".")
                .at(name)
                .exception();
          }
          if (given.length > 1) {
            throw Problem.parameter(name, "The parameter is given more than once.").exception();
          }
        });
  }

  /** A definition's name, which need not be one that this application defines. */
  @Nullable String type() {
    String type = text(TYPE);
    if (type != null) {
      requireType(type, Problem.parameter(TYPE, "A type is 1 to 100 of a-z, 0-9, '.' and '-'."));
    }
    return type;
  }

  /** Refuses what no definition can be named. */
  static void requireType(String type, Problem otherwise) {
    if (!TYPE_NAME.matcher(type).matches()) {
      throw otherwise.exception();
    }
  }

  @Nullable String key() {
    String key = text(KEY);
    if (key != null && (key.length() > LONGEST_KEY || !Texts.storable(key))) {
      throw Problem.parameter(KEY, "A key has 1 to 200 characters, none of them NUL.").exception();
    }
    return key;
  }

  @Nullable String after() {
    String after = text(AFTER);
    if (after != null && !CURSOR.matcher(after).matches()) {
      throw badCursor();
    }
    return after;
  }

  static RuntimeException badCursor() {
    return Problem.parameter(AFTER, "It is not what a page before gave as next.").exception();
  }

  int limit(int usual, int most) {
    return number(LIMIT, 1, most, usual);
  }

  int number(String name, int least, int most, int usual) {
    String text = text(name);
    if (text == null) {
      return usual;
    }
    if (NUMBER.matcher(text).matches()) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Problem.parameter(name, "It is a whole number from %d to %d.".formatted(least, most))
        .exception();
  }

  <E extends Enum<E>> @Nullable E choice(String name, Class<E> of) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return Arrays.stream(of.getEnumConstants())
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.parameter(
                        name, "It is one of " + Arrays.toString(of.getEnumConstants()) + ".")
                    .exception());
  }

  private @Nullable String text(String name) {
    String[] given = values.get(name);
    return given == null || given[0].isEmpty() ? null : given[0];
  }
}
