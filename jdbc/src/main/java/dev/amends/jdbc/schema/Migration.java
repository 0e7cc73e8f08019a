package dev.amends.jdbc.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One step of the schema, named as Flyway names it: {@code V1__sagas.sql}.
 *
 * @param version 1, 2, 3 …
 * @param script file name
 * @param sql its text, lines ended by line feeds
 */
record Migration(int version, String script, String sql) {
  private static final String FOLDER = "/dev/amends/jdbc/migrations/";

  /** All scripts of each database, oldest first; only ever added to. */
  private static final List<String> SCRIPTS =
      List.of("V1__sagas.sql", "V2__http_keys.sql", "V3__signals.sql", "V4__children.sql");

  /** The migrations of a database, oldest first. */
  static List<Migration> of(String vendor) {
    List<Migration> migrations = new ArrayList<>();
    for (String script : SCRIPTS) {
      int version = Integer.parseInt(script.substring(1, script.indexOf("__")));
      migrations.add(new Migration(version, script, read(vendor + "/" + script)));
    }
    return migrations;
  }

  private static String read(String file) {
    try (InputStream in = Migration.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new SchemaException("The library lacks its resource " + FOLDER + file, null);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  /** SHA-256 of the text. */
  String checksum() {
    try {
      byte[] text = sql.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Its statements: a semicolon ends one at the end of a line; comments are lines of their own. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : sql.split("\n", -1)) {
      if (!line.startsWith("--")) {
        statement.append(line).append('\n');
      }
      if (line.endsWith(";") && !line.startsWith("--")) {
        String text = statement.toString().strip();
        statements.add(text.substring(0, text.length() - 1));
        statement.setLength(0);
      }
    }
    return statements;
  }
}
