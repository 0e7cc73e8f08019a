package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.jdbc.dialect.StatementRefusedException;
import dev.amends.spi.Audit;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaStore;
import dev.amends.testkit.contract.Samples;
import dev.amends.testkit.contract.StoreFixture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** O2: text that some database or driver would change or refuse is refused by all alike. */
class RefusedTextTest {
  private static final String NUL = "a\u0000b";
  private static final String HALF = "a\ud800";
  private static final String OTHER_HALF = "\udc00b";

  private StoreFixture fixture;
  private SagaStore store;

  @AfterEach
  void close() {
    store.close();
    fixture.close();
  }

  static Stream<Arguments> poison() {
    return Stream.of(true, false)
        .flatMap(
            postgres -> Stream.of(NUL, HALF, OTHER_HALF).map(text -> Arguments.of(postgres, text)));
  }

  @ParameterizedTest
  @MethodSource("poison")
  void itIsRefusedWithEverythingThatGoesInWithIt(boolean postgres, String text) {
    Samples samples = open(postgres);
    NewSaga innocent = samples.saga("innocent");
    NewSaga poisoned = samples.saga(text);

    // Two rows travel as arrays, a single one as itself.
    assertThat(store.flush(List.of(samples.start(innocent), samples.start(poisoned))))
        .isEqualTo(Flushed.REFUSED);
    assertThat(store.flush(List.of(samples.start(poisoned)))).isEqualTo(Flushed.REFUSED);

    assertThat(store.find(innocent.id())).isEmpty();
    samples.write(samples.start(innocent));
  }

  @ParameterizedTest
  @MethodSource("poison")
  void inAReasonItIsRefusedToo(boolean postgres, String text) {
    Samples samples = open(postgres);
    NewSaga saga = samples.saga("k1");
    samples.write(samples.start(saga));
    Audit audit = new Audit(samples.now(), "ann", "resume", saga.id(), null, text, "RESUMED");

    assertThat(store.flush(List.of(samples.step(saga.address(), 2).audited(audit))))
        .isEqualTo(Flushed.REFUSED);
    assertThatExceptionOfType(StatementRefusedException.class).isThrownBy(() -> store.audit(audit));

    assertThat(store.journal(saga.address())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wholeCharactersOutsideTheBasicPlaneAreKept(boolean postgres) {
    Samples samples = open(postgres);
    NewSaga saga = samples.saga("müll-😀-✓");

    samples.write(samples.start(saga));

    assertThat(store.find(Samples.TYPE, "müll-😀-✓")).isPresent();
  }

  private Samples open(boolean postgres) {
    fixture = postgres ? PostgreSqlFixture.emptied() : new H2Fixture();
    store = fixture.open();
    return new Samples(store);
  }
}
