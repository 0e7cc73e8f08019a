package dev.amends.systems.launcher;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.plan.Plan;
import dev.amends.systems.launcher.report.Terminal;
import java.net.http.HttpClient;
import java.time.Duration;

/** A system whose processes have been started, until it can be used. Owned by one thread. */
final class StartedSystem {
  private static final Duration REMINDER = Duration.ofSeconds(60);

  private final Plan plan;
  private final Readiness readiness;
  private long reminded = System.nanoTime();
  private boolean ready;

  StartedSystem(Plan plan, HttpClient client) {
    this.plan = plan;
    this.readiness = new Readiness(client, plan.probes());
  }

  /** Whether its READY line has been written. Looks, and writes it, if not. */
  boolean announce(Terminal terminal) throws InterruptedException {
    if (!ready && readiness.isComplete()) {
      ready = true;
      terminal.ready(plan.readyName(), plan.readyUrl());
    }
    if (!ready && System.nanoTime() - reminded > REMINDER.toNanos()) {
      reminded = System.nanoTime();
      terminal.say(
          "Still waiting for " + plan.readyName() + ", see " + plan.folder().resolve("logs") + ".");
    }
    return ready;
  }

  /** Whether that is its data folder. */
  boolean lives(DataFolder folder) {
    return plan.folder() == folder;
  }
}
