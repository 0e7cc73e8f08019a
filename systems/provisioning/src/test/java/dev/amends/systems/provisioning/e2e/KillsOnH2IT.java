package dev.amends.systems.provisioning.e2e;

import dev.amends.systems.provisioning.service.DatabaseKind;

class KillsOnH2IT extends Kills {
  KillsOnH2IT() {
    super(DatabaseKind.H2);
  }
}
