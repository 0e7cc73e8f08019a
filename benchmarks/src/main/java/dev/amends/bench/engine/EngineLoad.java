package dev.amends.bench.engine;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.measure.Progress;
import dev.amends.jdbc.schema.Migrations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** One load on engines of its own, on a server that holds nothing else. */
public final class EngineLoad implements AutoCloseable {
  private final List<Node> nodes = new ArrayList<>();
  private final Load load;
  private final Surroundings.Ending surroundings;

  private EngineLoad(Server server, Case which, Surroundings.Ending surroundings) {
    this.surroundings = surroundings;
    for (int i = 0; i < which.nodes(); i++) {
      nodes.add(new Node(server, "bench-" + i, which));
    }
    load = new Load(which, nodes);
  }

  /** Empties the server and begins. */
  public static EngineLoad begin(Server server, Case which) throws Exception {
    server.empty();
    try (HikariDataSource pool = server.pool(1)) {
      Migrations.run(pool);
    }
    server.execute(Business.TABLE);
    return new EngineLoad(server, which, which.surroundings().prepare(server));
  }

  /** How far it has come. */
  public Progress progress() {
    return load.progress();
  }

  /** Begins no more sagas and waits for those that run; what went wrong for one comes out. */
  public void finish() throws ExecutionException, InterruptedException {
    load.finish();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    surroundings.close();
  }
}
