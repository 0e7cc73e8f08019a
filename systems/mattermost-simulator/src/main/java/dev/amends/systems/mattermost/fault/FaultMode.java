package dev.amends.systems.mattermost.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What goes wrong. */
public enum FaultMode {
  /** Answers a status and doesn't act, unless told to act first. */
  STATUS(false),
  /** Waits, then acts and answers: late, and also when the caller hung up meanwhile. */
  DELAY(true),
  /** Acts and never answers. */
  LOSE(true),
  /** Breaks the connection with a TCP reset and doesn't act, unless told to act first. */
  RESET(false),
  /** Acts and answers with the real status, but with a body that is no JSON. */
  GARBAGE(true);

  private final boolean acts;

  FaultMode(boolean acts) {
    this.acts = acts;
  }

  /** Whether the call has its effect where the fault doesn't say so. */
  boolean acts() {
    return acts;
  }

  /** The name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<FaultMode> of(String wireName) {
    return Arrays.stream(values()).filter(mode -> mode.wireName().equals(wireName)).findFirst();
  }
}
