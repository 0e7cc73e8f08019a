package dev.amends.systems.provisioning.mattermost;

import java.util.regex.Pattern;

/** Something that Mattermost made; a body that lacks what every entity of its kind has is none. */
interface Entity {
  /** What the server's ids look like. */
  Pattern ID = Pattern.compile("[a-z0-9]{26}");

  /** Whether everything that identifies it is there. */
  boolean complete();

  /** Whether this is one of the server's ids. */
  static boolean validId(String id) {
    return ID.matcher(id).matches();
  }
}
