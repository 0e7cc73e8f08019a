package dev.amends.systems.provisioning.e2e;

import dev.amends.systems.provisioning.service.DatabaseKind;

class SignUpFaultsOnPostgresIT extends SignUpFaults {
  SignUpFaultsOnPostgresIT() {
    super(DatabaseKind.POSTGRESQL);
  }
}
