package dev.amends.bench.peers;

import dev.amends.bench.Bench;

/** The program behind {@code ./bench peers}. */
public final class PeersMain {
  private static final String SPRING_LOGGING = "org.springframework.boot.logging.LoggingSystem";

  private PeersMain() {}

  /** As {@link Bench#main}. */
  public static void main(String[] arguments) {
    System.setProperty(SPRING_LOGGING, "none");
    Bench.run(PeersCommand::new, arguments);
  }
}
