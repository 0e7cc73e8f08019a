package dev.amends.systems.mattermost.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names the server takes. */
final class Names {
  private static final int MAX_NAME = 64;
  private static final int MAX_EMAIL = 128;

  private static final Pattern TEAM = Pattern.compile("[a-z0-9][a-z0-9-]*[a-z0-9]");
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final Pattern USER = Pattern.compile("[a-z0-9._-]+");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>(),;:\\\\\"\\[\\]]+@[a-z0-9.-]+");

  /** A team's name must not begin with any of these: they are paths of the web application. */
  private static final List<String> RESERVED_FOR_TEAMS =
      List.of(
          "admin",
          "api",
          "boards",
          "channel",
          "claim",
          "error",
          "files",
          "help",
          "landing",
          "login",
          "mfa",
          "oauth",
          "playbooks",
          "plug",
          "plugins",
          "post",
          "signup");

  private static final Set<String> RESERVED_FOR_USERS =
      Set.of("all", "channel", "matterbot", "system");

  private Names() {}

  static boolean reservedTeam(String name) {
    String lower = lower(name);
    return RESERVED_FOR_TEAMS.stream().anyMatch(lower::startsWith);
  }

  static boolean validTeam(String name) {
    return name.length() <= MAX_NAME && TEAM.matcher(name).matches();
  }

  static boolean validChannel(String name) {
    return name.length() <= MAX_NAME && CHANNEL.matcher(name).matches();
  }

  static boolean validUser(String name) {
    return name.length() <= MAX_NAME
        && USER.matcher(name).matches()
        && !RESERVED_FOR_USERS.contains(name);
  }

  static boolean validEmail(String email) {
    return email.length() <= MAX_EMAIL && EMAIL.matcher(email).matches();
  }

  /** The length that people count, not that of the encoding. */
  static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
