package dev.amends.systems.launcher.system;

import java.nio.file.Path;

/**
 * The database of a service that runs without a database server.
 *
 * @param url the JDBC URL; {@code {data}} stands for the data folder
 * @param user the user, who has no password
 */
public record FileDatabase(String url, String user) {

  /**
   * H2 in a file of that name. Each commit is in the file before it is answered, so that nothing
   * acknowledged is lost when the process is killed, and the database is closed by the service, not
   * by a hook of its own that would race with it.
   */
  public static FileDatabase h2(String file) {
    return new FileDatabase(
        "jdbc:h2:file:{data}/" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=2000",
        "sa");
  }

  /** The URL for this data folder. */
  public String urlIn(Path data) {
    return url.replace("{data}", data.toAbsolutePath().toString());
  }
}
