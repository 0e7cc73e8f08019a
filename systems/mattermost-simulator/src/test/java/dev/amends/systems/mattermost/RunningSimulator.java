package dev.amends.systems.mattermost;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a simulator of its own, on a free port and in memory. */
final class RunningSimulator implements BeforeEachCallback, AfterEachCallback {
  private MattermostSimulator simulator;
  private SimulatorClient client;

  @Override
  public void beforeEach(ExtensionContext context) {
    simulator = MattermostSimulator.start(Options.defaults().withPort(0).withToken("secret-token"));
    client = new SimulatorClient(simulator.url(), simulator.token());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    simulator.close();
  }

  int port() {
    return simulator.port();
  }

  String url() {
    return simulator.url();
  }

  SimulatorClient client() {
    return client;
  }
}
