package dev.amends.internal.call;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.SagaRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which saga it is about.
 *
 * @param address number and bucket
 * @param id the id that users see
 * @param type the definition's name
 * @param key null for unkeyed sagas
 */
public record Subject(SagaAddress address, UUID id, String type, @Nullable String key) {
  /** The saga of an index row. */
  public static Subject of(SagaRow row) {
    return new Subject(row.address(), row.id(), row.type(), row.key());
  }
}
