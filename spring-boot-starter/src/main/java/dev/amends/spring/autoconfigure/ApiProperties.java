package dev.amends.spring.autoconfigure;

import dev.amends.spring.resilience.ApiPolicy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Circuit breakers and bulkheads of the APIs that remote steps name.
 *
 * @param apis Protection of APIs by their name; an entry named default holds for all, and a name
 *     with dots stands in brackets, as in amends.apis[mattermost.create-team].breaker.open.
 */
@ConfigurationProperties("amends")
public record ApiProperties(@DefaultValue Map<String, Protection> apis) {
  /** Name of the entry that holds for all APIs. */
  static final String DEFAULT = "default";

  /**
   * Protection of one API.
   *
   * @param breaker Its circuit breaker.
   * @param bulkhead Its bulkhead.
   */
  public record Protection(@DefaultValue Breaker breaker, @DefaultValue Bulkhead bulkhead) {}

  /**
   * A circuit breaker.
   *
   * @param enabled Whether there is one; default true.
   * @param failureRate Percentage of failures that opens the circuit; default 50.
   * @param window Number of last calls that are looked at; default 20.
   * @param minimumCalls Number of calls before the rate counts; default 10.
   * @param open How long an open circuit refuses calls; default 10s.
   * @param halfOpenCalls Calls let through to find out whether the API works again; default 2.
   */
  public record Breaker(
      @Nullable Boolean enabled,
      @Nullable Float failureRate,
      @Nullable Integer window,
      @Nullable Integer minimumCalls,
      @Nullable Duration open,
      @Nullable Integer halfOpenCalls) {}

  /**
   * A bulkhead.
   *
   * @param enabled Whether there is one; default true.
   * @param maxConcurrent Calls under way at once on this node; default 50.
   * @param maxWait How long a call waits for its turn; default 1s.
   */
  public record Bulkhead(
      @Nullable Boolean enabled, @Nullable Integer maxConcurrent, @Nullable Duration maxWait) {}

  public ApiProperties {
    apis = Map.copyOf(apis);
    ApiPolicy base = merged(ApiPolicy.DEFAULT, DEFAULT, apis.get(DEFAULT));
    apis.forEach((name, own) -> merged(base, name, own));
  }

  /** The policy of an API: its own entry, else the default entry, else the built-in values. */
  ApiPolicy policy(String api) {
    return merged(merged(ApiPolicy.DEFAULT, DEFAULT, apis.get(DEFAULT)), api, apis.get(api));
  }

  private static ApiPolicy merged(ApiPolicy base, String name, @Nullable Protection own) {
    if (own == null) {
      return base;
    }
    Breaker breaker = own.breaker();
    Bulkhead bulkhead = own.bulkhead();
    try {
      return new ApiPolicy(
          or(breaker.enabled(), base.breaker()),
          or(breaker.failureRate(), base.failureRate()),
          or(breaker.window(), base.window()),
          or(breaker.minimumCalls(), base.minimumCalls()),
          or(breaker.open(), base.open()),
          or(breaker.halfOpenCalls(), base.halfOpenCalls()),
          or(bulkhead.enabled(), base.bulkhead()),
          or(bulkhead.maxConcurrent(), base.maxConcurrent()),
          or(bulkhead.maxWait(), base.maxWait()));
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          "amends.apis[%s]: %s".formatted(name, unfit.getMessage()), unfit);
    }
  }

  private static <T> T or(@Nullable T own, T base) {
    return own == null ? base : own;
  }
}
