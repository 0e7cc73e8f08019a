package dev.amends.systems.launcher.process;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Picks the few lines of a log that belong on the terminal: warnings, and a generated password. A
 * structured line, which is for machines, is put into words.
 */
final class NotableLine {
  /** Level as the first or second word, as Spring Boot's and the simulators' patterns have it. */
  private static final Pattern PLAIN = Pattern.compile("^(\\S+\\s+)?(WARN|ERROR)\\s.*");

  /** The names that Logstash's format and that of Elastic (nested or not) give to a field. */
  private static final Pattern LEVEL = field("(?:log\\.)?level");

  private static final Pattern LOGGER = field("logger_name|logger|log\\.logger");
  private static final Pattern MESSAGE = field("message");

  private NotableLine() {}

  /** What the terminal shows of this line; empty if it is for the log only. */
  static Optional<String> shown(String line) {
    if (line.startsWith("{")) {
      return structured(line);
    }
    return PLAIN.matcher(line).matches() || isGeneratedPassword(line)
        ? Optional.of(line)
        : Optional.empty();
  }

  private static Optional<String> structured(String line) {
    String level = value(LEVEL, line);
    String message = value(MESSAGE, line);
    if (level.equals("WARN") || level.equals("ERROR")) {
      return Optional.of(level + " " + value(LOGGER, line) + ": " + message);
    }
    return isGeneratedPassword(message) ? Optional.of(message) : Optional.empty();
  }

  private static boolean isGeneratedPassword(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("generated") && lower.contains("password");
  }

  /** Never goes back over what it has matched: a stack trace is long. */
  private static Pattern field(String names) {
    return Pattern.compile("\"(?:" + names + ")\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");
  }

  private static String value(Pattern field, String line) {
    Matcher matcher = field.matcher(line);
    return matcher.find()
        ? matcher.group(1).replaceAll("\\\\[nrt]", " ").replaceAll("\\\\([\"\\\\/])", "$1")
        : "";
  }
}
