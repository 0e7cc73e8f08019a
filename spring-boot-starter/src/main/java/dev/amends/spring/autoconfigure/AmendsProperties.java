package dev.amends.spring.autoconfigure;

import dev.amends.spring.guard.GuardMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the saga engine of an application works.
 *
 * @param enabled Whether there is a saga engine.
 * @param node What this node calls itself, for people. By default the host's name and
 *     spring.application.name.
 * @param lease How long a node that is silent keeps its sagas before others take them over.
 * @param sweepEvery How often forgotten, orphaned and due sagas are looked for; never less often
 *     than five times a lease.
 * @param mailEvery How often messages for sagas are looked for.
 * @param forgottenAfter Age from which an own saga that memory does not know is taken up again.
 * @param dormantAbove A saga that waits longer than this leaves memory.
 * @param workers Threads that run actions, where the JVM has no virtual threads.
 * @param driving Sagas in memory at most; more wait in the database, and when five times as many of
 *     one type wait, further starts of it are answered 503 with Retry-After.
 * @param writers Connections that write the journal.
 * @param payloadLimit Largest input or result of a step.
 * @param callTimeout Total time of a remote call whose step does not set its own.
 * @param lateLookAfter How long after a saga's end an effect that came too late is looked for.
 * @param planGoneAfter How long no live node has had a saga's version of its definition before
 *     another version takes the saga over, or parks it.
 * @param patienceGrace How much longer than its patience a caller of run waits for the cause.
 * @param guard What happens to remote calls that are made while a transaction or connection is
 *     held.
 */
@ConfigurationProperties("amends")
public record AmendsProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String node,
    @DefaultValue("10s") Duration lease,
    @DefaultValue("1s") Duration sweepEvery,
    @DefaultValue("100ms") Duration mailEvery,
    @DefaultValue("5s") Duration forgottenAfter,
    @DefaultValue("10s") Duration dormantAbove,
    @DefaultValue("64") int workers,
    @DefaultValue("20000") int driving,
    @DefaultValue("2") int writers,
    @DefaultValue("1MB") DataSize payloadLimit,
    @DefaultValue("10s") Duration callTimeout,
    @DefaultValue("1m") Duration lateLookAfter,
    @DefaultValue("5m") Duration planGoneAfter,
    @DefaultValue("1s") Duration patienceGrace,
    @DefaultValue("fail") GuardMode guard) {
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(500);
  private static final DataSize LARGEST_PAYLOAD = DataSize.ofMegabytes(4);

  public AmendsProperties {
    Require.atLeast("amends.lease", SHORTEST_LEASE, lease);
    Require.positive("amends.sweep-every", sweepEvery);
    Require.positive("amends.mail-every", mailEvery);
    Require.positive("amends.forgotten-after", forgottenAfter);
    Require.positive("amends.dormant-above", dormantAbove);
    Require.between("amends.workers", 1, 10_000, workers);
    Require.between("amends.driving", 1, 1_000_000, driving);
    Require.between("amends.writers", 1, 2, writers);
    // A batch of the journal has at most 4 MB.
    Require.size("amends.payload-limit", LARGEST_PAYLOAD, payloadLimit);
    Require.positive("amends.call-timeout", callTimeout);
    Require.positive("amends.late-look-after", lateLookAfter);
    Require.positive("amends.plan-gone-after", planGoneAfter);
    Require.notNegative("amends.patience-grace", patienceGrace);
  }
}
