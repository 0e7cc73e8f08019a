package dev.amends.systems.provisioning.web;

/** What the fields of requests look like. */
final class Forms {
  static final int NAME = 64;
  static final int EMAIL = 128;

  /** Letters of any script, but nothing that can't be seen. */
  static final String PRINTABLE = "\\P{Cntrl}*";

  static final String TENANT = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  static final String LOGIN = "[^\\s\\p{Cntrl}]{1,64}";

  /** As Mattermost takes them; it lower-cases them. */
  static final String USERNAME = "(?!(?i:all|channel|matterbot|system)$)[A-Za-z0-9._-]{1,64}";

  static final String ADDRESS =
      "[^\\s\\p{Cntrl}@<>(),;:\\\\\"\\[\\]/?#%]+@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*";

  private Forms() {}
}
