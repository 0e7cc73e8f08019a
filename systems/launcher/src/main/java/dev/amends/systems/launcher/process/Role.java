package dev.amends.systems.launcher.process;

import java.time.Duration;

/** What a process is for, in the order of starting. They are stopped in the reverse order. */
public enum Role {
  /** Ends on SIGINT: SIGTERM would make PostgreSQL wait for its clients. */
  DATABASE("INT", Duration.ofSeconds(20)),
  SIMULATOR("TERM", Duration.ofSeconds(5)),
  SERVICE("TERM", Duration.ofSeconds(30));

  private final String signal;
  private final Duration grace;

  Role(String signal, Duration grace) {
    this.signal = signal;
    this.grace = grace;
  }

  /** The signal that asks it to end. */
  public String signal() {
    return signal;
  }

  /** How long it may take to end before it is killed. */
  public Duration grace() {
    return grace;
  }
}
