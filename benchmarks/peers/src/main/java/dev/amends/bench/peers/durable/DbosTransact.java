package dev.amends.bench.peers.durable;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Callers;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;

/** DBOS Transact for Java: workflows that are called directly. */
public final class DbosTransact {
  /** The schema that it creates. */
  public static final String SCHEMA = "dbos";

  /** Workflows that have succeeded with all steps on record. */
  public static final String PROOF =
      """
      SELECT least(
        (SELECT count(*) FROM dbos.workflow_status WHERE status = 'SUCCESS'),
        (SELECT count(*) FROM dbos.operation_outputs) / 5)
      """;

  private static final int CONNECTIONS = 20;

  private DbosTransact() {}

  /** Launches it. */
  public static Peer open(Server server, int inFlight, Ends ends) {
    HikariDataSource pool = server.pool(CONNECTIONS);
    DBOS dbos =
        new DBOS(
            DBOSConfig.defaults("amends-bench").withDataSource(pool).withAppVersion("benchmark"));
    Order order = dbos.registerProxy(Order.class, new OrderWorkflow(dbos));
    dbos.launch();
    return new Callers(
        inFlight,
        ends,
        unit -> order.carryOut("customer-" + unit, 100),
        () -> {
          dbos.shutdown();
          pool.close();
        });
  }
}
