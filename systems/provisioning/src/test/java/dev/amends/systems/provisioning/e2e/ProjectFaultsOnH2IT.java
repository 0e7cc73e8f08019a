package dev.amends.systems.provisioning.e2e;

import dev.amends.systems.provisioning.service.DatabaseKind;

class ProjectFaultsOnH2IT extends ProjectFaults {
  ProjectFaultsOnH2IT() {
    super(DatabaseKind.H2);
  }
}
