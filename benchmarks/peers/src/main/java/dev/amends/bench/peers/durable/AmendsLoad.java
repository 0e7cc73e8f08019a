package dev.amends.bench.peers.durable;

import dev.amends.bench.database.Server;
import dev.amends.bench.engine.Case;
import dev.amends.bench.engine.EngineLoad;
import dev.amends.bench.measure.Progress;
import dev.amends.bench.peers.load.Running;

/** Amends, under the load of {@code ./bench engine}. */
public final class AmendsLoad implements Running {
  /** Sagas that have succeeded and are no longer among the live ones. */
  public static final String PROOF =
      """
      SELECT (SELECT count(*) FROM amends_saga WHERE end_status = 4)
        - (SELECT count(*) FROM amends_live)
      """;

  private final EngineLoad load;

  private AmendsLoad(EngineLoad load) {
    this.load = load;
  }

  /** Begins it. */
  public static Running begin(Server server, Case which) throws Exception {
    return new AmendsLoad(EngineLoad.begin(server, which));
  }

  @Override
  public Progress progress() {
    return load.progress();
  }

  @Override
  public void finish() throws Exception {
    load.finish();
  }

  @Override
  public void close() {
    load.close();
  }
}
