package dev.amends.systems.provisioning.saga;

import dev.amends.action.Run;

/** Who started a saga, as captured then. */
final class Initiator {
  private static final String KEY = "actor";

  private Initiator() {}

  static String of(Run<?> run) {
    return run.context().getOrDefault(KEY, "anonymous");
  }
}
