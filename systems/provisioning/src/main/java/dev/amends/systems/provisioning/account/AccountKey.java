package dev.amends.systems.provisioning.account;

/** What no two living accounts share. */
public enum AccountKey {
  /** What one logs in with. */
  LOGIN_ID("login id"),
  /** The e-mail address, in lower case. */
  EMAIL("e-mail address"),
  /** The user name on Mattermost, in lower case. */
  USERNAME("user name");

  private final String words;

  AccountKey(String words) {
    this.words = words;
  }

  /** What people call it. */
  public String words() {
    return words;
  }
}
