package dev.amends.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** How the start-up of an application failed. */
final class FailedStart {
  private FailedStart() {}

  /** What a person reads when an application does not start. */
  static FailureAnalysis analysis(AssertableApplicationContext context) {
    assertThat(context).hasFailed();
    for (FailureAnalyzer analyzer :
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(
                FailureAnalyzer.class,
                SpringFactoriesLoader.FailureHandler.logging(
                    org.apache.commons.logging.LogFactory.getLog(FailedStart.class)))) {
      FailureAnalysis analysis = analyzer.analyze(context.getStartupFailure());
      if (analysis != null) {
        return analysis;
      }
    }
    throw new AssertionError("Nobody analyzes it", context.getStartupFailure());
  }
}
