package dev.amends.bench.peers.job;

import org.jobrunr.jobs.lambdas.JobRequest;

/** A job of JobRunr. */
public record MailRequest(long unit, String to) implements JobRequest {
  @Override
  public Class<MailRequestHandler> getJobRequestHandler() {
    return MailRequestHandler.class;
  }
}
