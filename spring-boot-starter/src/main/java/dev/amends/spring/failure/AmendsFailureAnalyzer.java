package dev.amends.spring.failure;

import dev.amends.error.AmendsException;
import dev.amends.error.InvalidDefinitionException;
import dev.amends.jdbc.dialect.UnsupportedDatabaseException;
import dev.amends.jdbc.schema.SchemaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why an application with sagas did not start, and what to do about it. */
final class AmendsFailureAnalyzer extends AbstractFailureAnalyzer<AmendsException> {
  private static final String SECRETS = "amends.secrets";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, AmendsException cause) {
    String action = action(cause);
    if (action == null) {
      return null;
    }
    String description =
        cause instanceof MisconfiguredException mistake
            ? mistake.description()
            : String.valueOf(cause.getMessage());
    return new FailureAnalysis(description, action, cause);
  }

  private static @Nullable String action(AmendsException cause) {
    if (cause instanceof MisconfiguredException mistake) {
      return mistake.action();
    }
    if (cause instanceof InvalidDefinitionException) {
      return String.valueOf(cause.getMessage()).contains(SECRETS)
          ? "Give the engine a key for @Secret values: amends.secrets.keys.<id>=<32 random bytes in Base64> (openssl rand -base64 32)."
          : "Mend the saga definitions named above; each line says how.";
    }
    if (cause instanceof SchemaException) {
      return "Let the engine migrate its tables (amends.schema.migrate=true), run the scripts under dev/amends/jdbc/migrations by hand, or use the version of the library that the tables were made by.";
    }
    return cause instanceof UnsupportedDatabaseException
        ? "Point spring.datasource.url, or the data source marked @AmendsDataSource, to a supported database."
        : null;
  }
}
