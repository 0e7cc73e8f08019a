package dev.amends.jdbc.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Values as drivers take them. */
final class Binding {
  /** SQLSTATE "character not in repertoire". */
  private static final String NOT_ENCODABLE = "22021";

  private Binding() {}

  static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else {
      statement.setObject(index, forDriver(value));
    }
  }

  /** Instants become timestamps with microseconds; texts are checked. */
  static Object forDriver(Object value) throws SQLException {
    if (value instanceof Instant instant) {
      return time(instant);
    }
    if (value instanceof String text) {
      return checked(text);
    }
    return value;
  }

  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /**
   * Refuses text that not every database keeps as it is: a driver may send a lone surrogate as a
   * question mark, and PostgreSQL has no NUL.
   */
  static String checked(String text) throws SQLException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new SQLDataException("Text with a NUL cannot be stored", NOT_ENCODABLE);
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw new SQLDataException("Text with half a character cannot be stored", NOT_ENCODABLE);
        }
        i++;
      }
    }
    return text;
  }
}
