package dev.amends.systems.provisioning;

import dev.amends.definition.Retry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service behaves.
 *
 * @param patience how long whoever signs up waits for it to settle; default 8 s
 * @param tenants tenants that are there from the beginning; default {@code default}
 * @param url where others reach this service
 * @param settle how long after a call to Mattermost nothing being there proves nothing; default the
 *     longest that a call takes, and 1 s
 * @param calls how often a call is made; default for up to 25 s, 8 times, 500 ms to 5 s apart
 * @param looks how often a failing look is made; default for up to 15 s, 200 ms to 3 s apart
 * @param bcryptStrength cost of checking a password, as a power of two; default 10
 * @param repair what is done about findings
 */
@ConfigurationProperties("provisioning")
record ProvisioningSettings(
    @DefaultValue("8s") Duration patience,
    @DefaultValue("default") List<String> tenants,
    @DefaultValue("http://localhost:8090") URI url,
    @Nullable Duration settle,
    @DefaultValue Calls calls,
    @DefaultValue Looks looks,
    @DefaultValue("10") int bcryptStrength,
    @DefaultValue Repairing repair) {

  /** How often a call is made. */
  record Calls(
      @DefaultValue("500ms") Duration first,
      @DefaultValue("5s") Duration cap,
      @DefaultValue("8") int attempts,
      @DefaultValue("25s") Duration within) {
    Retry retry() {
      return new Retry(first, cap, attempts, within);
    }
  }

  /** How often a failing look is made. */
  record Looks(
      @DefaultValue("200ms") Duration first,
      @DefaultValue("3s") Duration cap,
      @DefaultValue("15s") Duration within) {
    Retry retry() {
      return Retry.backoff(first, cap).within(within);
    }
  }

  /**
   * What is done about findings.
   *
   * @param after how long one waits for a person
   */
  record Repairing(@DefaultValue("5s") Duration after) {}
}
