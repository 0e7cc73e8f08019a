package dev.amends.systems.provisioning.e2e;

import dev.amends.systems.provisioning.service.DatabaseKind;

class KillsOnPostgresIT extends Kills {
  KillsOnPostgresIT() {
    super(DatabaseKind.POSTGRESQL);
  }
}
