package dev.amends.systems.launcher;

import dev.amends.systems.launcher.system.ServerDatabase;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --db}. */
final class DatabaseConverter implements ITypeConverter<ServerDatabase> {
  @Override
  public ServerDatabase convert(String value) {
    return Stream.of(ServerDatabase.values())
        .filter(server -> server.option().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "--db is postgres or mariadb, not "
                        + value
                        + "; leave it out to keep the data in files."));
  }
}
