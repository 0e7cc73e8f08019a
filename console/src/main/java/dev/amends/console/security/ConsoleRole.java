package dev.amends.console.security;

/** What a user of the console may do. */
public enum ConsoleRole {
  /** Look at everything. */
  VIEWER,
  /** Look at everything, and decide. */
  OPERATOR;

  /**
   * The authority by which Spring Security knows it: {@code ROLE_AMENDS_VIEWER} or {@code
   * ROLE_AMENDS_OPERATOR}, which is what an application grants when its own rules protect the
   * console.
   */
  public String authority() {
    return "ROLE_AMENDS_" + name();
  }
}
