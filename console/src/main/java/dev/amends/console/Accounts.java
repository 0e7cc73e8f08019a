package dev.amends.console;

import dev.amends.console.security.ConsoleRole;
import dev.amends.console.security.ConsoleUser;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The console's own users.
 *
 * @param users all of them
 * @param generated the operator's password if nobody has set one, else null
 */
record Accounts(List<ConsoleUser> users, @Nullable String generated) {
  /** Name of the user whose password is {@code amends.console.password}. */
  static final String OPERATOR = "operator";

  /** Name of the user whose password is {@code amends.console.viewer-password}. */
  static final String VIEWER = "viewer";

  /** Without what is easily taken for something else. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int LENGTH = 24;

  Accounts {
    users = List.copyOf(users);
  }

  static Accounts of(ConsoleProperties properties) {
    List<ConsoleUser> users = new ArrayList<>();
    properties.users().forEach((name, user) -> add(users, name, user.password(), user.role()));
    add(users, VIEWER, properties.viewerPassword(), ConsoleRole.VIEWER);
    add(users, OPERATOR, properties.password(), ConsoleRole.OPERATOR);
    if (users.stream().anyMatch(user -> user.role() == ConsoleRole.OPERATOR)) {
      return new Accounts(users, null);
    }
    String generated = generate();
    add(users, OPERATOR, generated, ConsoleRole.OPERATOR);
    return new Accounts(users, generated);
  }

  private static void add(
      List<ConsoleUser> users, String name, @Nullable String password, ConsoleRole role) {
    if (password != null && !password.isEmpty()) {
      users.add(new ConsoleUser(name, password, role));
    }
  }

  private static String generate() {
    return new SecureRandom()
        .ints(LENGTH, 0, ALPHABET.length())
        .collect(
            StringBuilder::new,
            (text, index) -> text.append(ALPHABET.charAt(index)),
            StringBuilder::append)
        .toString();
  }
}
