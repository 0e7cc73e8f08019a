package dev.amends.systems.launcher.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project-management system that provisions Mattermost. */
final class Provisioning {
  private static final String PACKAGES = "dev.amends.systems.";

  private Provisioning() {}

  static SystemDescription system() {
    return new SystemDescription(
        "provisioning",
        "Projects and sign-ups that come with a Mattermost team",
        List.of(service()),
        List.of(mattermost()),
        Set.of(ServerDatabase.POSTGRES),
        15_432);
  }

  private static ServiceDescription service() {
    return new ServiceDescription(
        "provisioning",
        8090,
        new Program("systems/provisioning", PACKAGES + "provisioning.ProvisioningApplication"),
        List.of("--provisioning.data={data}"),
        Optional.of(FileDatabase.h2("provisioning")));
  }

  private static SimulatorDescription mattermost() {
    return new SimulatorDescription(
        "simulator",
        8065,
        new Program("systems/mattermost-simulator", PACKAGES + "mattermost.MattermostSimulator"),
        List.of("--port", "{port}", "--data", "{data}"),
        "/api/v4/system/ping",
        "MATTERMOST_URL",
        Map.of("MATTERMOST_TOKEN", "simulator"));
  }
}
