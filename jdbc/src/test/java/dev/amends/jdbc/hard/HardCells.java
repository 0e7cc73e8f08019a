package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.AmendsException;
import dev.amends.jdbc.FaultProxy;
import dev.amends.jdbc.PostgreSqlServer;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaView;
import dev.amends.spi.EngineSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A schema on the real PostgreSQL, an outside, and as many nodes as a cell needs. */
abstract class HardCells {
  static final Duration LONG = Duration.ofSeconds(15);

  final Outside outside = new Outside(tombstones());
  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<HardNode> nodes = new ArrayList<>();
  private String schema = "";
  private HikariDataSource direct = new HikariDataSource();
  Tables tables = new Tables(direct, schema);

  /** Whether the other side refuses an action that comes after its undo. */
  boolean tombstones() {
    return true;
  }

  /** Which sagas it is about. */
  String type() {
    return Script.TYPE;
  }

  /** Where the server listens. */
  int port() {
    return PostgreSqlServer.port();
  }

  @BeforeEach
  final void open() {
    schema = newSchema();
    direct = PostgreSqlServer.pool(schema, port());
    Migrations.run(direct);
    tables = new Tables(direct, schema);
    tables.execute("CREATE TABLE IF NOT EXISTS booking (saga text NOT NULL, step text NOT NULL)");
  }

  @AfterEach
  final void close() {
    nodes.forEach(HardNode::close);
    direct.close();
    dropSchema(schema);
  }

  String newSchema() {
    return PostgreSqlServer.newSchema();
  }

  void dropSchema(String name) {
    PostgreSqlServer.dropSchema(name);
  }

  final HardNode node(Script.Body script) {
    return made(HardNode.settings(), script).started();
  }

  final HardNode node(EngineSettings settings, Script.Body script) {
    return made(settings, script).started();
  }

  /** A node that has not started. */
  final HardNode made(EngineSettings settings, Script.Body script) {
    return made(settings, script, null);
  }

  /** A node that has not started, whose sessions begin with that statement. */
  final HardNode made(EngineSettings settings, Script.Body script, @Nullable String begin) {
    return made(settings, steps -> new Script(script, steps), begin);
  }

  /** A node of a definition of its own. */
  final HardNode nodeOf(Function<Steps, SagaDefinition<?, ?>> definition) {
    return made(HardNode.settings(), definition, null).started();
  }

  private HardNode made(
      EngineSettings settings,
      Function<Steps, SagaDefinition<?, ?>> definition,
      @Nullable String begin) {
    FaultProxy proxy = new FaultProxy(port());
    HikariDataSource pool = PostgreSqlServer.pool(schema, proxy.port());
    pool.setConnectionTimeout(2_000);
    pool.setConnectionInitSql(begin);
    HardNode node = new HardNode(proxy, pool, outside, settings, definition);
    nodes.add(node);
    return node;
  }

  final void start(HardNode node, String key) {
    assertThat(node.start(key)).isTrue();
    acknowledged.add(key);
  }

  final SagaView view(HardNode node, String key) {
    return node.amends.query().find(type(), key).orElseThrow();
  }

  final void settles(HardNode node, String key, SagaStatus status) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(view(node, key).status()).isEqualTo(status));
  }

  static void eventually(String what, Callable<Boolean> holds) {
    await(what)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(AmendsException.class)
        .until(holds);
  }

  /** Every acknowledged saga is there and adds up, nothing is unfinished, no journal has holes. */
  final void reckon(HardNode reader) {
    reckon(reader, acknowledged);
  }

  final void reckon(HardNode reader, Collection<String> keys) {
    eventually("nothing is unfinished", () -> tables.unfinished().isEmpty());
    Reckoning reckoning = new Reckoning(tables, outside);
    reckoning.ofTables();
    for (String key : keys) {
      assertThat(reader.amends.query().find(type(), key))
          .as("the acknowledged start of %s", key)
          .hasValueSatisfying(reckoning::of);
    }
  }
}
