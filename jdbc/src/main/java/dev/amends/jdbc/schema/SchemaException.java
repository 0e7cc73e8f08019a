package dev.amends.jdbc.schema;

import dev.amends.error.AmendsException;
import org.jspecify.annotations.Nullable;

/** The schema in the database is not the one that this version of the library brings. */
public final class SchemaException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "store.schema";

  SchemaException(String message, @Nullable Throwable cause) {
    super(CODE, message, cause);
  }
}
