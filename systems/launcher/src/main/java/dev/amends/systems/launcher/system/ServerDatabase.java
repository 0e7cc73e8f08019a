package dev.amends.systems.launcher.system;

import java.util.Locale;

/** A database server that {@code --db} names. Without it, a system keeps its data in files. */
public enum ServerDatabase {
  POSTGRES("PostgreSQL", "jdbc:postgresql:"),
  MARIADB("MariaDB", "jdbc:mariadb:");

  private final String title;
  private final String urlPrefix;

  ServerDatabase(String title, String urlPrefix) {
    this.title = title;
    this.urlPrefix = urlPrefix;
  }

  /** Its name in a sentence. */
  public String title() {
    return title;
  }

  /** Its name on the command line. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this JDBC URL leads to such a server. */
  public boolean speaks(String url) {
    return url.startsWith(urlPrefix);
  }
}
