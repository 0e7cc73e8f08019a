package dev.amends.systems.provisioning.service;

import dev.amends.systems.provisioning.ProvisioningApplication;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this process, on a free port. */
public final class RunningService implements AutoCloseable {
  /** Waits that are long enough for a simulator on this machine. */
  public static final Map<String, String> IMPATIENT =
      Map.ofEntries(
          Map.entry("provisioning.mattermost.connect-timeout", "300ms"),
          Map.entry("provisioning.mattermost.read-timeout", "400ms"),
          Map.entry("provisioning.settle", "1500ms"),
          Map.entry("provisioning.calls.first", "50ms"),
          Map.entry("provisioning.calls.cap", "200ms"),
          Map.entry("provisioning.calls.attempts", "4"),
          Map.entry("provisioning.looks.first", "50ms"),
          Map.entry("provisioning.looks.within", "2s"),
          Map.entry("provisioning.bcrypt-strength", "4"),
          Map.entry("provisioning.repair.after", "1s"),
          Map.entry("provisioning.repair.every", "200ms"),
          // A fault in every other call is what these tests are about, not what they stumble over.
          Map.entry("amends.apis.default.breaker.enabled", "false"));

  private static final Map<String, String> QUIET =
      Map.of(
          "server.port", "0",
          "amends.start.wait", "60s",
          "logging.structured.format.console", "",
          "logging.level.root", "WARN",
          "spring.main.banner-mode", "off");

  private final ConfigurableApplicationContext context;

  private RunningService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts the service; when this returns, it takes requests. */
  public static RunningService start(
      ServiceDatabase database, Simulation mattermost, Map<String, String> properties) {
    List<String> arguments = new ArrayList<>();
    QUIET.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.add("--provisioning.mattermost.url=" + mattermost.url());
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new RunningService(
        SpringApplication.run(ProvisioningApplication.class, arguments.toArray(String[]::new)));
  }

  /** Where it is reached. */
  public URI url() {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
  }

  /** A client of it. */
  public ServiceClient client() {
    return new ServiceClient(url());
  }

  /** A part of it. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
