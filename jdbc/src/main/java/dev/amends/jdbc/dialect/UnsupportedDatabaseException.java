package dev.amends.jdbc.dialect;

import dev.amends.error.AmendsException;

/** The database is none of those that the library knows. */
public final class UnsupportedDatabaseException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "store.database-unsupported";

  private final String product;

  UnsupportedDatabaseException(String product, String supported) {
    super(
        CODE,
        "The data source is a %s database, which Amends does not know. It works with %s: give it a data source of one of these."
            .formatted(product, supported),
        null);
    this.product = product;
  }

  /** What the driver calls the database. */
  public String product() {
    return product;
  }
}
