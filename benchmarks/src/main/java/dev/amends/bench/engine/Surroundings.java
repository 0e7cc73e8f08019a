package dev.amends.bench.engine;

import dev.amends.bench.database.Server;
import dev.amends.definition.SagaDefinition;
import dev.amends.spi.Retention.Keep;
import java.time.Duration;
import java.util.List;

/** What else there is on the server while a load runs. */
interface Surroundings {
  /** Nothing else. */
  Surroundings NOTHING =
      new Surroundings() {
        @Override
        public String name() {
          return "";
        }

        @Override
        public Ending prepare(Server server) {
          return () -> {};
        }
      };

  /** Ends what was begun. */
  interface Ending extends AutoCloseable {
    @Override
    void close();
  }

  /** As the table says it. */
  String name();

  /** Makes them on a server that has the tables of Amends and nothing in them. */
  Ending prepare(Server server) throws Exception;

  /** What the engines know besides the load's own sagas. */
  default List<SagaDefinition<?, ?>> definitions() {
    return List.of();
  }

  /** How long the engines keep ended sagas. */
  default Keep keep() {
    return Keep.DEFAULT;
  }

  /** How long the load runs in them before it is watched. */
  default Duration before() {
    return Duration.ZERO;
  }
}
