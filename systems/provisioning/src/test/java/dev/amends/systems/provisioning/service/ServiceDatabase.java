package dev.amends.systems.provisioning.service;

import java.nio.file.Path;
import java.util.Map;

/**
 * A database of its own for one service, or for several that share it.
 *
 * @param properties what the service is told
 */
public record ServiceDatabase(Map<String, String> properties) {
  /** An H2 file in a folder. */
  public static ServiceDatabase h2(Path folder) {
    return new ServiceDatabase(Map.of("provisioning.data", folder.toString()));
  }

  /** A new database on the PostgreSQL server that all tests of this JVM share. */
  public static ServiceDatabase postgres(Path folder) {
    return new ServiceDatabase(
        Map.of(
            "provisioning.data",
            folder.toString(),
            "spring.datasource.url",
            PostgresServer.newDatabase(),
            "spring.datasource.username",
            "postgres",
            "spring.datasource.password",
            "postgres"));
  }

  /** One of either. */
  public static ServiceDatabase of(DatabaseKind kind, Path folder) {
    return kind == DatabaseKind.H2 ? h2(folder) : postgres(folder);
  }
}
