package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.postgres.PostgresAddress;
import dev.amends.systems.launcher.postgres.PostgresServer;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.ServerDatabase;
import dev.amends.systems.launcher.system.SystemDescription;
import java.util.Optional;

/** Decides where the data of a system are, from option, environment and what runs already. */
final class StorageChoice {
  private final SystemDescription system;
  private final Options options;
  private final Surroundings surroundings;

  StorageChoice(SystemDescription system, Options options, Surroundings surroundings) {
    this.system = system;
    this.options = options;
    this.surroundings = surroundings;
  }

  /** Refuses what the system cannot do. Needs no data folder yet. */
  void check() {
    options.database().ifPresent(this::checkSupported);
    surroundings.get(Surroundings.DATABASE_URL).ifPresent(this::checkUrl);
  }

  Storage choose(DataFolder folder) {
    Optional<String> url = surroundings.get(Surroundings.DATABASE_URL);
    if (url.isPresent()) {
      return new Storage.External(
          url.get(),
          surroundings.get(Surroundings.DATABASE_USER),
          surroundings.get(Surroundings.DATABASE_PASSWORD));
    }
    boolean server = options.database().isPresent() || joinsPostgres(folder);
    return server
        ? new Storage.OwnPostgres(new PostgresAddress(system.postgresPort()))
        : new Storage.Files();
  }

  /** Beside a system that runs on PostgreSQL, nobody wants a service on files. */
  private boolean joinsPostgres(DataFolder folder) {
    return options.only().isPresent()
        && (options.only().get().equals(PostgresServer.NAME) || PostgresServer.runsIn(folder));
  }

  private void checkSupported(ServerDatabase wanted) {
    if (!system.servers().contains(wanted)) {
      throw LauncherException.usage(
          system.name()
              + " has no "
              + wanted.title()
              + ". It runs on "
              + ServerDatabase.POSTGRES.title()
              + " with --db postgres, and on database files without --db.");
    }
  }

  private void checkUrl(String url) {
    ServerDatabase named =
        system.servers().stream()
            .filter(server -> server.speaks(url))
            .findFirst()
            .orElseThrow(
                () ->
                    LauncherException.usage(
                        "AMENDS_DB_URL is a JDBC URL such as"
                            + " jdbc:postgresql://host:5432/database, not of the kind it is now."));
    if (options.database().filter(wanted -> wanted != named).isPresent()) {
      throw LauncherException.usage(
          "--db "
              + options.database().get().option()
              + " and AMENDS_DB_URL contradict each other.");
    }
    boolean several = system.services().stream().filter(s -> s.database().isPresent()).count() > 1;
    if (several && !url.contains(Storage.External.SERVICE)) {
      throw LauncherException.usage(
          "Each service of "
              + system.name()
              + " has a database of its own: put {service} where AMENDS_DB_URL names it.");
    }
  }
}
