package dev.amends.systems.launcher.fake;

import dev.amends.systems.launcher.system.FileDatabase;
import dev.amends.systems.launcher.system.Program;
import dev.amends.systems.launcher.system.ServerDatabase;
import dev.amends.systems.launcher.system.ServiceDescription;
import dev.amends.systems.launcher.system.SimulatorDescription;
import dev.amends.systems.launcher.system.SystemDescription;
import dev.amends.systems.launcher.system.Systems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The system {@code shop}: the services {@code order} and {@code stock}, and a simulator.
 *
 * @param order the port of its first service
 * @param stock the port of its second service
 * @param simulator the port of its simulator
 * @param postgres the port of its PostgreSQL
 */
public record FakeSystem(int order, int stock, int simulator, int postgres) {

  /** It, as the launcher sees it. */
  public SystemDescription description() {
    return new SystemDescription(
        "shop",
        "A fake",
        List.of(service("order", order), service("stock", stock)),
        List.of(
            new SimulatorDescription(
                "simulator",
                simulator,
                new Program("fake", FakeSimulator.class.getName()),
                List.of("--port", "{port}", "--data", "{data}"),
                "/ready",
                "FAKE_URL",
                Map.of("FAKE_TOKEN", "default-token"))),
        Set.of(ServerDatabase.POSTGRES),
        postgres);
  }

  /** It alone. */
  public Systems systems() {
    return new Systems(List.of(description()));
  }

  private static ServiceDescription service(String name, int port) {
    return new ServiceDescription(
        name,
        port,
        new Program("fake", FakeService.class.getName()),
        List.of("--shop.data={data}"),
        Optional.of(FileDatabase.h2(name)));
  }
}
