package dev.amends.jdbc.dialect;

/** The types of column that the library's tables use. */
public enum ColumnType {
  /** 16-bit number. */
  SMALLINT("smallint"),
  /** 32-bit number. */
  INTEGER("integer"),
  /** 64-bit number. */
  BIGINT("bigint"),
  /** Text. */
  TEXT("text"),
  /** UUID. */
  UUID("uuid"),
  /** Point in time with microseconds; in an array, a number of them since 1970. */
  TIME("bigint"),
  /** Bytes. */
  BYTES("bytea");

  private final String sqlName;

  ColumnType(String sqlName) {
    this.sqlName = sqlName;
  }

  /** PostgreSQL's name of the type as an element of an array. */
  String sqlName() {
    return sqlName;
  }
}
