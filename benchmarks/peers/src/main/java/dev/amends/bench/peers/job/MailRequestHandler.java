package dev.amends.bench.peers.job;

import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** Does nothing. */
public final class MailRequestHandler implements JobRequestHandler<MailRequest> {
  @Override
  public void run(MailRequest request) {}
}
