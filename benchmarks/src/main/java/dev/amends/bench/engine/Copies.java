package dev.amends.bench.engine;

import dev.amends.bench.database.Server;
import java.sql.SQLException;

/** Makes very many sagas of one that the engine has written, by the server alone. */
final class Copies {
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final int BLOCK = 1_000;

  /** So many rows of the index in one statement. */
  private static final int CHUNK = 100_000;

  /** Parameters: first and last number, days ago. */
  private static final String SAGAS =
      """
      INSERT INTO amends_saga
        (number, bucket, id, type, saga_key, input_scheme, input_digest, plan_hash, started_at,
         ended_at, end_status)
      SELECT n, s.bucket - %3$d,
             (lpad(to_hex((extract(epoch FROM s.started_at) * 1000)::bigint << 16 | 28672), 16, '0')
               || to_hex((n << 16) | (-9223372036854775808)))::uuid,
             s.type, s.saga_key || '-' || n, s.input_scheme, s.input_digest, s.plan_hash,
             s.started_at - %3$d * INTERVAL '1 day', s.ended_at - %3$d * INTERVAL '1 day',
             s.end_status
      FROM generate_series(%1$d, %2$d) AS n, amends_saga s
      WHERE s.saga_key = 'template'
      """;

  private static final String LIVE =
      """
      INSERT INTO amends_live (saga, owner, due, changed_at, bucket, status, reason, type, plan_hash)
      SELECT n, l.owner, l.due, l.changed_at, l.bucket - %3$d, l.status, l.reason, l.type,
             l.plan_hash
      FROM generate_series(%1$d, %2$d) AS n, (SELECT * FROM amends_live LIMIT 1) l
      """;

  private static final String JOURNAL =
      """
      INSERT INTO amends_journal (saga, writer, append_no, written_at, bucket, seq, facts)
      SELECT n, j.writer, j.append_no, j.written_at - %3$d * INTERVAL '1 day', j.bucket - %3$d, j.seq,
             j.facts
      FROM generate_series(%1$d, %2$d) AS n, amends_saga s JOIN amends_journal j ON j.saga = s.number
      WHERE s.saga_key = 'template'
      """;

  private final Server server;
  private final int today;

  Copies(Server server) {
    this.server = server;
    this.today = (int) (System.currentTimeMillis() * 1_000 / MICROS_A_DAY);
  }

  /** Copies the saga of the key "template" so often, each a number and a key of its own. */
  void make(long count, int daysAgo, boolean live) throws SQLException {
    if (daysAgo > 0) {
      int bucket = today - daysAgo;
      server.execute(
          "CREATE TABLE IF NOT EXISTS amends_journal_%d PARTITION OF amends_journal FOR VALUES FROM (%d) TO (%d)"
              .formatted(bucket, bucket, bucket + 1));
    }
    long first = Long.parseLong(server.ask("SELECT nextval('amends_saga_block')"));
    for (long done = 0; done < count; done += CHUNK) {
      long from = first + done;
      long to = from + Math.min(CHUNK, count - done) - 1;
      server.execute(SAGAS.formatted(from, to, daysAgo), JOURNAL.formatted(from, to, daysAgo));
      if (live) {
        server.execute(LIVE.formatted(from, to, daysAgo));
      }
    }
    long next = (first + count) / BLOCK * BLOCK + BLOCK + 1;
    server.execute("SELECT setval('amends_saga_block', %d, false)".formatted(next));
  }
}
