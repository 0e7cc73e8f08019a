package dev.amends.bench.peers.job;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Batches;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import java.util.List;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.ApplyStateFilter;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr: jobs in its table, enqueued many at a time. */
public final class JobRunrPeer implements Peer {
  /** Jobs that have succeeded. */
  public static final String PROOF = "SELECT count(*) FROM jobrunr_jobs WHERE state = 'SUCCEEDED'";

  private static final int WORKERS = 32;
  private static final int MOST = 1000;
  private static final int POLL_SECONDS = 5;

  private final HikariDataSource pool;
  private final JobRequestScheduler scheduler;
  private final Batches<Long> asked;

  private JobRunrPeer(Server server, Ends ends) {
    pool = server.pool(WORKERS + 8);
    scheduler =
        JobRunr.configure()
            .useStorageProvider(new PostgresStorageProvider(pool))
            .withJobFilter(new Completions(ends))
            .useBackgroundJobServer(
                usingStandardBackgroundJobServerConfiguration()
                    .andWorkerCount(WORKERS)
                    .andPollIntervalInSeconds(POLL_SECONDS))
            .initialize()
            .getJobRequestScheduler();
    asked = Batches.to(List.of(this::enqueue), MOST, ends);
  }

  /** Creates its tables and starts its server. */
  public static Peer open(Server server, int inFlight, Ends ends) {
    return new JobRunrPeer(server, ends);
  }

  @Override
  public void begin(long unit) {
    asked.add(unit);
  }

  private void enqueue(List<Long> units) {
    scheduler.enqueue(
        units.stream().map(unit -> new MailRequest(unit, "customer-" + unit + "@example.org")));
  }

  @Override
  public void close() {
    asked.close();
    JobRunr.destroy();
    pool.close();
  }

  private record Completions(Ends ends) implements ApplyStateFilter {
    @Override
    public void onStateApplied(Job job, JobState before, JobState after) {
      if (after.getName() == StateName.SUCCEEDED) {
        MailRequest request =
            (MailRequest) job.getJobDetails().getJobParameters().get(0).getObject();
        ends.ended(request.unit());
      } else if (after.getName() == StateName.FAILED) {
        ends.failed(new IllegalStateException("Job failed: " + job.getId()));
      }
    }
  }
}
