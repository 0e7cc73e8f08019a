package dev.amends.systems.provisioning.e2e;

import dev.amends.systems.provisioning.service.DatabaseKind;

class ProjectFaultsOnPostgresIT extends ProjectFaults {
  ProjectFaultsOnPostgresIT() {
    super(DatabaseKind.POSTGRESQL);
  }
}
