package dev.amends.systems.launcher;

import dev.amends.systems.launcher.plan.Plan;
import dev.amends.systems.launcher.postgres.PostgresAddress;
import dev.amends.systems.launcher.postgres.PostgresServer;
import dev.amends.systems.launcher.process.Child;
import dev.amends.systems.launcher.process.Children;
import dev.amends.systems.launcher.process.Role;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The PostgreSQL servers of a session. Owned by the session's thread. */
final class Databases {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Terminal terminal;
  private final Children children;
  private final Path cache;
  private final Map<Plan, Optional<PostgresServer>> servers = new LinkedHashMap<>();

  Databases(Terminal terminal, Children children, Path cache) {
    this.terminal = terminal;
    this.children = children;
    this.cache = cache;
  }

  /** Becomes responsible for the server of this plan, if it has one that is to be started. */
  void claim(Plan plan) throws InterruptedException {
    if (plan.postgresPort().isPresent()) {
      Optional<PostgresServer> server =
          PostgresServer.claim(plan.folder(), plan.postgresPort().get());
      servers.put(plan, server);
      if (server.filter(PostgresServer::leftOverEnded).isPresent()) {
        terminal.say("Ended a PostgreSQL that an earlier ./run had left behind.");
      }
    }
  }

  /** Refuses to start a server that another launcher is responsible for. */
  void checkClaimed() {
    servers.forEach(
        (plan, server) -> {
          if (server.isEmpty()) {
            throw LauncherException.refused(
                "Another ./run is responsible for the PostgreSQL of "
                    + plan.folder().path()
                    + ": stop it, or choose another folder with --data.");
          }
        });
  }

  /** Starts the server of this plan, and makes the databases that its services need. */
  void start(Plan plan) throws InterruptedException {
    Optional<PostgresServer> server = servers.getOrDefault(plan, Optional.empty());
    if (server.isPresent()) {
      children.start(server.get().command(cache), plan.folder());
    }
    if (plan.postgres().isPresent()) {
      PostgresAddress address = plan.postgres().get();
      awaitAnswer(plan, address, server.isPresent() ? START : Duration.ZERO);
      createDatabases(plan, address);
    }
  }

  private void awaitAnswer(Plan plan, PostgresAddress address, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Optional<SQLException> failure = address.failure();
        failure.isPresent();
        failure = address.failure()) {
      Child ended = children.nextEnded(POLL);
      if (ended != null) {
        throw LauncherException.refused(
            ended.names().get(0)
                + " ended with "
                + ended.exitCode()
                + " before it was ready, see "
                + ended.folder().log(ended.names().get(0))
                + ".");
      }
      if (System.nanoTime() - deadline >= 0) {
        throw LauncherException.refused(
            "PostgreSQL of " + plan.folder().path() + " does not answer; is the system running?",
            failure.get());
      }
    }
  }

  private static void createDatabases(Plan plan, PostgresAddress address) {
    try {
      for (String database : plan.databases()) {
        address.createDatabase(database);
      }
    } catch (SQLException e) {
      throw LauncherException.refused("A database cannot be made in PostgreSQL", e);
    }
  }

  /** Lets others be responsible for a server that has ended. */
  void release(Child ended) {
    if (ended.role() == Role.DATABASE) {
      servers.forEach(
          (plan, server) -> {
            if (plan.folder() == ended.folder()) {
              server.ifPresent(this::release);
            }
          });
    }
  }

  /** Lets others be responsible for the servers, which have all ended. */
  void close() {
    servers.values().forEach(server -> server.ifPresent(this::release));
  }

  private void release(PostgresServer server) {
    try {
      server.close();
    } catch (IOException e) {
      terminal.error("A lock file cannot be closed: " + e);
    }
  }
}
