package dev.amends.systems.provisioning.integration;

import java.util.List;

/** A project's integration, one line per API. */
public record Integration(MessengerStatus messengerStatus, List<ApiLine> apis) {
  public Integration {
    apis = List.copyOf(apis);
  }
}
