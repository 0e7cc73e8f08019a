package dev.amends.bench.peers.reference;

/** Tables of the references, as plain as they can be. */
final class Tables {
  static final int STEPS = 5;
  static final byte[] FACTS = new byte[60];

  private static final String SAGA =
      """
      CREATE TABLE reference_saga (
        number bigint PRIMARY KEY,
        state smallint NOT NULL,
        input bytea NOT NULL)
      WITH (fillfactor = 50)
      """;

  private static final String JOURNAL =
      """
      CREATE TABLE reference_journal (
        saga bigint NOT NULL,
        seq integer NOT NULL,
        facts bytea NOT NULL,
        PRIMARY KEY (saga, seq))
      """;

  private static final String BUSINESS =
      """
      CREATE TABLE reference_business (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        made_by text NOT NULL,
        amount integer NOT NULL)
      """;

  static final String[] ALL = {SAGA, JOURNAL, BUSINESS};

  private Tables() {}
}
