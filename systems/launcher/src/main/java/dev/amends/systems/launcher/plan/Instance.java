package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.ServiceDescription;

/**
 * One of possibly several processes of a service.
 *
 * @param service the service
 * @param number 1 for the first
 */
record Instance(ServiceDescription service, int number) {
  /** More would run into the ports of others. */
  static final int MAX = 9;

  private static final int PORTS_APART = 100;

  Instance {
    if (number < 1 || number > MAX) {
      throw LauncherException.usage(
          "There can be 1 to " + MAX + " instances of " + service.name() + ", not " + number + ".");
    }
  }

  String name() {
    return number == 1 ? service.name() : service.name() + "-" + number;
  }

  int port() {
    return service.port() + PORTS_APART * (number - 1);
  }

  String url() {
    return "http://localhost:" + port();
  }
}
