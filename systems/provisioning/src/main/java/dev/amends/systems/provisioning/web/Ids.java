package dev.amends.systems.provisioning.web;

import java.util.UUID;

/** Reads ids from paths; what can't be one is as unknown as one that nobody has. */
final class Ids {
  private static final String UUID_FORM = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private Ids() {}

  static UUID parse(String what, String text) {
    if (!text.matches(UUID_FORM)) {
      throw ProblemException.unknown(what, shortened(text));
    }
    return UUID.fromString(text);
  }

  private static String shortened(String text) {
    return text.length() > 64 ? text.substring(0, 64) + "…" : text;
  }
}
