package dev.amends.bench.peers;

import static dev.amends.bench.peers.report.Kind.LOCAL;
import static dev.amends.bench.peers.report.Kind.SAGA;
import static dev.amends.bench.peers.report.Role.AMENDS;
import static dev.amends.bench.peers.report.Role.PEER;
import static dev.amends.bench.peers.report.Role.REFERENCE;

import dev.amends.bench.engine.Case;
import dev.amends.bench.peers.durable.AmendsLoad;
import dev.amends.bench.peers.durable.DbosTransact;
import dev.amends.bench.peers.job.DbScheduler;
import dev.amends.bench.peers.job.ScheduledTasks;
import dev.amends.bench.peers.reference.CommitPerStep;
import dev.amends.bench.peers.reference.GroupCommit;
import dev.amends.bench.peers.report.Entrant;
import java.util.List;

/** Those who carry out five steps. */
final class SagaContestants {
  static final String ENGINE =
      "defaults, 16 connections; at 1 in flight the caller's own thread works (`run`)";
  static final String SCHEDULER_DOCS =
      "[performance](https://github.com/kagkarlsson/db-scheduler/blob/master/docs/performance.md)";

  private static final String SCHEDULER_README =
      "[README](https://github.com/kagkarlsson/db-scheduler#readme)";
  private static final String DBOS_DOCS =
      "[lifecycle](https://docs.dbos.dev/java/reference/lifecycle)";

  private static final Contestant OURS =
      new Contestant(
          new Entrant("Amends", SAGA, AMENDS, ENGINE, ""),
          AmendsLoad.PROOF,
          List.of(1024),
          (server, inFlight) ->
              AmendsLoad.begin(server, inFlight == 1 ? Case.inline(1) : Case.background(inFlight)));

  private static final Contestant DBOS =
      Contestant.of(
          new Entrant(
              "DBOS Transact",
              SAGA,
              PEER,
              "1.1.0-m6; workflow called directly, a `runStep` for each step; pool of 20 connections;"
                  + " 8, 16, 32 and 64 in flight tried",
              DBOS_DOCS),
          DbosTransact.PROOF,
          List.of(8, 16, 32, 64),
          DbosTransact::open);

  private static final Contestant LOCK_AND_FETCH =
      Contestant.of(
          new Entrant(
              "db-scheduler, lock and fetch",
              SAGA,
              PEER,
              "16.12.0; five tasks, each replaced by the next; `pollUsingLockAndFetch(0.5, 4.0)`, 50"
                  + " threads, 50 connections, polls every 100 ms; scheduled by `scheduleBatch`",
              SCHEDULER_DOCS),
          ScheduledTasks.PROOF,
          List.of(1024),
          DbScheduler.lockAndFetch(5));

  private static final Contestant IMMEDIATE =
      Contestant.of(
          new Entrant(
              "db-scheduler, immediate",
              SAGA,
              PEER,
              "16.12.0; the same by `enableImmediateExecution` and fetch, 32 threads, 32"
                  + " connections",
              SCHEDULER_README),
          ScheduledTasks.PROOF,
          List.of(64),
          DbScheduler.immediately(5));

  private static final Contestant COMMIT_PER_STEP =
      Contestant.of(
          new Entrant(
              "reference: commit a step",
              SAGA,
              REFERENCE,
              "seven statements a saga, each committed; 32 connections",
              ""),
          CommitPerStep.PROOF,
          List.of(64),
          CommitPerStep::open);

  private static final Contestant GROUP_COMMIT =
      Contestant.of(
          new Entrant(
              "reference: group commit",
              SAGA,
              REFERENCE,
              "six rows a saga, rows of many sagas in one `INSERT … SELECT FROM unnest`; 2"
                  + " connections",
              ""),
          GroupCommit.PROOF,
          List.of(1024),
          GroupCommit::open);

  private static final Contestant OURS_LOCAL =
      new Contestant(
          new Entrant("Amends", LOCAL, AMENDS, ENGINE, ""),
          AmendsLoad.PROOF,
          List.of(64, 256),
          (server, inFlight) ->
              AmendsLoad.begin(
                  server, (inFlight == 1 ? Case.inline(1) : Case.background(inFlight)).local(1)));

  private static final Contestant GROUP_COMMIT_LOCAL =
      Contestant.of(
          new Entrant(
              "reference: group commit, one local",
              LOCAL,
              REFERENCE,
              "as the group commit, but the last row in one transaction with a row of the business;"
                  + " 16 more connections",
              ""),
          GroupCommit.PROOF_WITH_LOCAL_STEP,
          List.of(64, 256),
          GroupCommit::openWithLocalStep);

  static final List<Contestant> ALL =
      List.of(
          OURS,
          DBOS,
          LOCK_AND_FETCH,
          IMMEDIATE,
          COMMIT_PER_STEP,
          GROUP_COMMIT,
          OURS_LOCAL,
          GROUP_COMMIT_LOCAL);

  private SagaContestants() {}
}
