package dev.amends.spring.engine;

import dev.amends.Amends;
import dev.amends.spi.Codec;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.time.Duration;

/** Puts an engine together from the application's beans. */
public final class EngineFactory {
  private final Transactions transactions;
  private final Codec codec;
  private final EngineSettings settings;
  private final Duration callTimeout;
  private final Contributions contributions;

  /**
   * A factory.
   *
   * @param callTimeout total time of a remote call whose step does not set its own
   */
  public EngineFactory(
      Transactions transactions,
      Codec codec,
      EngineSettings settings,
      Duration callTimeout,
      Contributions contributions) {
    this.transactions = transactions;
    this.codec = codec;
    this.settings = settings;
    this.callTimeout = callTimeout;
    this.contributions = contributions;
  }

  /** Compiles the definitions and assembles an engine on the store. */
  Amends build(SagaStore store) {
    return Amends.on(store, transactions, codec)
        .definitions(DefinitionBeans.check(contributions.definitions().orderedStream().toList()))
        .classifiers(contributions.classifiers().orderedStream().toList())
        .interceptors(contributions.interceptors().orderedStream().toList())
        .listeners(contributions.listeners().orderedStream().toList())
        .context(contributions.context())
        .settings(settings)
        .callTimeout(callTimeout)
        .build();
  }
}
