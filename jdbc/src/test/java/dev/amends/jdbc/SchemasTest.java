package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.schema.Migrations;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** All databases have the same tables, columns, nulls and unique keys. */
class SchemasTest {
  @Test
  void h2HasWhatPostgreSqlHas() throws SQLException {
    String schema = PostgreSqlServer.newSchema();
    try (HikariDataSource postgres = PostgreSqlServer.pool(schema);
        H2Fixture h2 = new H2Fixture()) {
      Migrations.run(postgres);

      Map<String, String> expected = columns(postgres, schema);
      Map<String, String> actual = columns(h2.dataSource(), "PUBLIC");
      // Only there, because H2 cannot lock within the transaction that migrates.
      actual.remove("amends_schema_lock.id");

      assertThat(expected).hasSizeGreaterThan(50);
      assertThat(actual).isEqualTo(expected);
      Set<String> uniqueInH2 = uniqueKeys(h2.dataSource(), "PUBLIC");
      uniqueInH2.remove("amends_schema_lock [id]");
      assertThat(uniqueInH2).isEqualTo(uniqueKeys(postgres, schema));
    }
    PostgreSqlServer.dropSchema(schema);
  }

  private static Map<String, String> columns(HikariDataSource dataSource, String schema)
      throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    try (Connection connection = dataSource.getConnection();
        ResultSet result = connection.getMetaData().getColumns(null, schema, null, null)) {
      while (result.next()) {
        String table = lower(result.getString("TABLE_NAME"));
        if (isOurs(table) && isTable(connection, schema, table)) {
          columns.put(
              table + "." + lower(result.getString("COLUMN_NAME")),
              type(lower(result.getString("TYPE_NAME")))
                  + (result.getInt("NULLABLE") == DatabaseMetaData.columnNullable ? " null" : ""));
        }
      }
    }
    return columns;
  }

  /** Partitions of the journal, which only PostgreSQL has, are part of it. */
  private static boolean isOurs(String table) {
    return table.startsWith("amends_") && !table.startsWith("amends_journal_");
  }

  /** PostgreSQL lists the columns of indexes and sequences too. */
  private static boolean isTable(Connection connection, String schema, String table)
      throws SQLException {
    String name =
        connection.getMetaData().storesUpperCaseIdentifiers()
            ? table.toUpperCase(Locale.ROOT)
            : table;
    try (ResultSet result = connection.getMetaData().getTables(null, schema, name, null)) {
      return result.next() && result.getString("TABLE_TYPE").endsWith("TABLE");
    }
  }

  private static String type(String name) {
    return switch (name) {
      case "int8", "bigserial", "bigint" -> "bigint";
      case "int4", "integer" -> "integer";
      case "int2", "smallint" -> "smallint";
      case "varchar", "character varying" -> "text";
      case "timestamptz", "timestamp with time zone" -> "time";
      case "bytea", "binary large object", "binary varying" -> "bytes";
      default -> name;
    };
  }

  private static Set<String> uniqueKeys(HikariDataSource dataSource, String schema)
      throws SQLException {
    Set<String> keys = new TreeSet<>();
    try (Connection connection = dataSource.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      Set<String> tables = new TreeSet<>();
      try (ResultSet result = metaData.getTables(null, schema, null, null)) {
        while (result.next()) {
          if (isOurs(lower(result.getString("TABLE_NAME")))) {
            tables.add(result.getString("TABLE_NAME"));
          }
        }
      }
      for (String table : tables) {
        Map<String, TreeMap<Integer, String>> indexes = new TreeMap<>();
        try (ResultSet result = metaData.getIndexInfo(null, schema, table, true, true)) {
          while (result.next()) {
            indexes
                .computeIfAbsent(result.getString("INDEX_NAME"), name -> new TreeMap<>())
                .put(result.getInt("ORDINAL_POSITION"), lower(result.getString("COLUMN_NAME")));
          }
        }
        indexes.values().forEach(columns -> keys.add(lower(table) + " " + columns.values()));
      }
    }
    return keys;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
