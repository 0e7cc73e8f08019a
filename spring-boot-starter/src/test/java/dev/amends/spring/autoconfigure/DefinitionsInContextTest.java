package dev.amends.spring.autoconfigure;

import static dev.amends.spring.autoconfigure.FailedStart.analysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Sagas;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.EngineNotRunningException;
import dev.amends.error.InvalidDefinitionException;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.ShopConfiguration;
import jakarta.annotation.PostConstruct;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Transactional;

/** Definitions as beans, and those that cannot work. */
class DefinitionsInContextTest {
  /** Annotations that need a proxy. */
  static class Annotated implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "annotated";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.local("one", run -> write()).nothingToUndo();
    }

    @Transactional
    void write() {}

    @Async
    void later() {}
  }

  @Test
  void annotationsThatWouldBeIgnoredAreRefused() {
    Apps.plain()
        .withBean(Annotated.class)
        .run(
            context ->
                assertThat(analysis(context).getDescription())
                    .contains("'annotated'", "@Transactional on write()", "@Async on later()"));
  }

  /** A step that may have to be undone, and can't. */
  static class Unfinished implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "unfinished";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.remote("call", run -> {});
    }
  }

  @Tag("start-up-checks")
  @Test
  void aDefinitionThatCannotWorkIsRefusedWithoutADatabaseToo() {
    Apps.plain()
        .withPropertyValues("spring.datasource.url=jdbc:h2:tcp://127.0.0.1:1/none")
        .withBean(Unfinished.class)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(context.getStartupFailure())
                  .isInstanceOf(InvalidDefinitionException.class);
              assertThat(analysis(context).getDescription()).contains("'unfinished'", "call");
            });
  }

  /** Starts a saga far too early. */
  static class Hasty {
    static final List<Throwable> THROWN = new ArrayList<>();
    private final Sagas sagas;

    Hasty(Sagas sagas) {
      this.sagas = sagas;
    }

    @PostConstruct
    void hurry() {
      try {
        sagas.start(PlaceOrder.class, "k", new PlaceOrder.NewOrder("o", 1));
      } catch (RuntimeException thrown) {
        THROWN.add(thrown);
      }
    }
  }

  @Test
  void aStartBeforeTheEngineRunsSaysSo() {
    Apps.plain()
        .withUserConfiguration(ShopConfiguration.class)
        .withBean(Hasty.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(Hasty.THROWN)
                  .singleElement()
                  .isInstanceOf(EngineNotRunningException.class)
                  .asString()
                  .contains("@PostConstruct");
            });
  }

  /** A service that starts sagas and that a definition needs. */
  static class Service {
    final Sagas sagas;

    Service(Sagas sagas) {
      this.sagas = sagas;
    }
  }

  static class NeedsService extends WithoutSteps {
    NeedsService(Service service) {}
  }

  static class WithoutSteps implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "needs-service";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.local("one", run -> {}).nothingToUndo();
    }
  }

  @Test
  void definitionsMayInjectWhatInjectsSagas() {
    Apps.plain()
        .withBean(Service.class)
        .withBean(NeedsService.class)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void theEngineCanBeSwitchedOff() {
    Apps.bare()
        .withPropertyValues("amends.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Sagas.class));
  }
}
