package dev.amends.console.security;

/**
 * A user of the console.
 *
 * @param name by which orders are audited; 1 to 200 characters without colons and control
 *     characters
 * @param password in clear, or encoded as Spring Security writes it: <code>{bcrypt}…</code>
 * @param role what the user may do
 */
public record ConsoleUser(String name, String password, ConsoleRole role) {
  /** Without the password. */
  @Override
  public String toString() {
    return "ConsoleUser[name=%s, role=%s]".formatted(name, role);
  }
}
