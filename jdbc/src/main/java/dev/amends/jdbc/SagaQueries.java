package dev.amends.jdbc;

import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.Columns;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaIds;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.InputHash;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The index read: {@code amends_saga} with what {@code amends_live} adds while a saga runs. */
final class SagaQueries {
  private static final String COLUMNS =
      """
      SELECT s.number, s.bucket, s.id, s.type, s.saga_key, s.input_scheme, s.input_digest,
             s.plan_hash, s.end_status, s.started_at, s.ended_at,
             l.status, l.reason, l.owner, l.due
      """;

  private static final String ALL =
      COLUMNS
          + """
            FROM amends_saga s
            LEFT JOIN amends_live l ON l.saga = s.number
            """;

  /** By amends_saga_pk. */
  private static final String BY_ID = ALL + "WHERE s.number = ? AND s.id = ?";

  /** By amends_saga_type_key. */
  private static final String BY_KEYS = ALL + "WHERE s.type = ? AND s.saga_key {among}";

  private static final String BY_KEY = ALL + "WHERE s.type = ? AND s.saga_key = ?";
  private static final String BY_NUMBERS = ALL + "WHERE s.number {among}";

  /** By amends_live_status, backwards; RUNNING ones by amends_live_pk. */
  private static final String UNFINISHED =
      COLUMNS
          + """
            FROM amends_live l
            JOIN amends_saga s ON s.number = l.saga
            WHERE l.status = {status}
            """;

  /** By amends_saga_pk, backwards: most sagas end so. */
  private static final String SUCCEEDED = ALL + "WHERE s.end_status = {status}\n";

  /** By amends_compensated_pk, backwards. */
  private static final String COMPENSATED =
      COLUMNS
          + """
            FROM amends_compensated c
            JOIN amends_saga s ON s.number = c.saga
            LEFT JOIN amends_live l ON l.saga = s.number
            WHERE s.end_status = {status}
            """;

  private final Sql sql;

  SagaQueries(Sql sql) {
    this.sql = sql;
  }

  Optional<SagaRow> byId(Connection connection, UUID id) throws SQLException {
    OptionalLong number = SagaIds.number(id);
    return number.isEmpty()
        ? Optional.empty()
        : sql.first(connection, BY_ID, SagaQueries::row, number.getAsLong(), id);
  }

  Optional<SagaRow> byKey(Connection connection, String type, String key) throws SQLException {
    return sql.first(connection, BY_KEY, SagaQueries::row, type, key);
  }

  List<SagaRow> byKeys(Connection connection, String type, Collection<String> keys)
      throws SQLException {
    List<SagaRow> rows = new ArrayList<>();
    for (List<String> chunk : Chunks.of(keys)) {
      rows.addAll(sql.list(connection, BY_KEYS, SagaQueries::row, type, Among.texts(chunk)));
    }
    return rows;
  }

  List<SagaRow> byNumbers(Connection connection, Collection<Long> numbers) throws SQLException {
    List<SagaRow> rows = new ArrayList<>();
    for (List<Long> chunk : Chunks.of(numbers)) {
      rows.addAll(sql.list(connection, BY_NUMBERS, SagaQueries::row, Among.numbers(chunk)));
    }
    return rows;
  }

  List<SagaRow> list(Connection connection, SagaFilter filter) throws SQLException {
    List<@Nullable Object> parameters = new ArrayList<>();
    String query = query(filter, parameters);
    return sql.list(connection, query, SagaQueries::row, parameters.toArray());
  }

  /** The statement of a filter; its parameters are added to the list. */
  static String query(SagaFilter filter, List<@Nullable Object> parameters) {
    StringBuilder query = new StringBuilder(from(filter.status()));
    if (filter.type() != null) {
      query.append("AND s.type = ?\n");
      parameters.add(filter.type());
    }
    if (filter.key() != null) {
      query.append("AND s.saga_key = ?\n");
      parameters.add(filter.key());
    }
    String number = number(filter.status());
    if (filter.after() != null) {
      query.append("AND ").append(number).append(" < ?\n");
      parameters.add(filter.after());
    }
    parameters.add(filter.limit());
    return query.append("ORDER BY ").append(number).append(" DESC\nLIMIT ?").toString();
  }

  private static String from(@Nullable SagaStatus status) {
    if (status == null) {
      return ALL + "WHERE 1 = 1\n";
    }
    String base =
        switch (status) {
          case RUNNING, COMPENSATING, PARKED -> UNFINISHED;
          case SUCCEEDED -> SUCCEEDED;
          case COMPENSATED -> COMPENSATED;
        };
    // A constant, because a parameter would hide from the planner which partial index fits.
    return base.replace("{status}", Integer.toString(status.code()));
  }

  /** The number in the table that leads, so that its index gives the order. */
  private static String number(@Nullable SagaStatus status) {
    if (status == null || status == SagaStatus.SUCCEEDED) {
      return "s.number";
    }
    return status == SagaStatus.COMPENSATED ? "c.saga" : "l.saga";
  }

  private static SagaRow row(ResultSet result) throws SQLException {
    Integer end = Columns.intOrNull(result, 9);
    Integer live = Columns.intOrNull(result, 12);
    Integer reason = Columns.intOrNull(result, 13);
    return new SagaRow(
        new SagaAddress(result.getLong(1), result.getInt(2)),
        result.getObject(3, UUID.class),
        result.getString(4),
        result.getString(5),
        hash(result),
        result.getString(8),
        status(end, live),
        reason == null ? null : ParkReason.of(reason),
        Columns.longOrNull(result, 14),
        Columns.timeOrNull(result, 15),
        Columns.time(result, 10),
        Columns.timeOrNull(result, 11));
  }

  private static @Nullable InputHash hash(ResultSet result) throws SQLException {
    Integer scheme = Columns.intOrNull(result, 6);
    byte[] digest = result.getBytes(7);
    return scheme == null || digest == null ? null : new InputHash(scheme, digest);
  }

  /** Neither is there only within the transaction that is just starting the saga. */
  private static SagaStatus status(@Nullable Integer end, @Nullable Integer live) {
    if (end != null) {
      return SagaStatus.of(end);
    }
    return live == null ? SagaStatus.RUNNING : SagaStatus.of(live);
  }
}
