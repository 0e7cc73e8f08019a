package dev.amends.bench.peers;

import static dev.amends.bench.peers.report.Kind.ONE_STEP;
import static dev.amends.bench.peers.report.Role.AMENDS;
import static dev.amends.bench.peers.report.Role.PEER;

import dev.amends.bench.engine.Case;
import dev.amends.bench.peers.durable.AmendsLoad;
import dev.amends.bench.peers.event.ModulithPeer;
import dev.amends.bench.peers.job.DbScheduler;
import dev.amends.bench.peers.job.JobRunrPeer;
import dev.amends.bench.peers.job.ScheduledTasks;
import dev.amends.bench.peers.job.TransactionOutboxPeer;
import dev.amends.bench.peers.report.Entrant;
import java.util.List;

/** Those who carry out one message or job. */
final class OneStepContestants {
  private static final String OUTBOX_DOCS =
      "[README](https://github.com/gruelbox/transaction-outbox#readme)";
  private static final String MODULITH_DOCS =
      "[events](https://docs.spring.io/spring-modulith/reference/events.html),"
          + " [properties](https://docs.spring.io/spring-modulith/reference/appendix.html)";
  private static final String JOBRUNR_DOCS =
      "[configuration](https://www.jobrunr.io/en/documentation/configuration/fluent/),"
          + " [in bulk](https://www.jobrunr.io/en/documentation/background-methods/enqueueing-jobs/)";

  private static final Contestant OURS =
      new Contestant(
          new Entrant("Amends", ONE_STEP, AMENDS, SagaContestants.ENGINE, ""),
          AmendsLoad.PROOF,
          List.of(1024),
          (server, inFlight) ->
              AmendsLoad.begin(
                  server, (inFlight == 1 ? Case.inline(1) : Case.background(inFlight)).ofSteps(1)));

  private static final Contestant OUTBOX =
      Contestant.of(
          new Entrant(
              "transaction-outbox",
              ONE_STEP,
              PEER,
              "4.2.268, Byte Buddy as of Spring Boot 4.1.1; 16 publishing threads, 16 working ones,"
                  + " 32 connections; `POSTGRESQL_9`, default serializer",
              OUTBOX_DOCS),
          TransactionOutboxPeer.PROOF,
          List.of(64),
          TransactionOutboxPeer::open);

  private static final Contestant MODULITH =
      Contestant.of(
          new Entrant(
              "Spring Modulith",
              ONE_STEP,
              PEER,
              "2.1.1 on Spring Boot 4.1.1; JDBC registry, `completion-mode=update` (the default);"
                  + " 16 publishing threads, 16 for `@ApplicationModuleListener`, 40 connections",
              MODULITH_DOCS),
          ModulithPeer.PROOF,
          List.of(64),
          ModulithPeer::open);

  private static final Contestant JOBRUNR =
      Contestant.of(
          new Entrant(
              "JobRunr",
              ONE_STEP,
              PEER,
              "8.7.0, open source edition; 32 workers, 40 connections, polls every 5 s; job requests,"
                  + " enqueued as streams",
              JOBRUNR_DOCS),
          JobRunrPeer.PROOF,
          List.of(2048),
          JobRunrPeer::open);

  private static final Contestant TASK =
      Contestant.of(
          new Entrant(
              "db-scheduler, lock and fetch",
              ONE_STEP,
              PEER,
              "as above, with one task",
              SagaContestants.SCHEDULER_DOCS),
          ScheduledTasks.PROOF,
          List.of(1024),
          DbScheduler.lockAndFetch(1));

  static final List<Contestant> ALL = List.of(OURS, OUTBOX, MODULITH, JOBRUNR, TASK);

  private OneStepContestants() {}
}
