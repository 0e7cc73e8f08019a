package dev.amends.systems.provisioning.e2e;

import dev.amends.systems.provisioning.service.DatabaseKind;

class SignUpFaultsOnH2IT extends SignUpFaults {
  SignUpFaultsOnH2IT() {
    super(DatabaseKind.H2);
  }
}
