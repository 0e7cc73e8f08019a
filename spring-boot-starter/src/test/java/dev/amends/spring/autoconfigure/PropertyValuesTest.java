package dev.amends.spring.autoconfigure;

import static dev.amends.spring.autoconfigure.FailedStart.analysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Sagas;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.Secret;
import dev.amends.spring.app.Apps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that cannot work end the start-up, by name. */
class PropertyValuesTest {
  /** A password on its way. */
  record Account(String name, @Secret String password) {}

  static class WithSecret implements SagaDefinition<Account, Void> {
    @Override
    public String name() {
      return "with-secret";
    }

    @Override
    public void define(SagaBuilder<Account, Void> saga) {
      saga.local("one", run -> {}).nothingToUndo();
    }
  }

  private static final String KEY = "amends.secrets.keys.k1=" + "A".repeat(43) + "=";

  @Test
  void aSecretWithoutAKeyIsRefused() {
    Apps.plain()
        .withBean(WithSecret.class)
        .run(context -> assertThat(analysis(context).getAction()).contains("openssl rand"));
    Apps.plain()
        .withBean(WithSecret.class)
        .withPropertyValues(KEY)
        .run(
            context -> {
              Account account = new Account("ann", "hunter2");
              context.getBean(Sagas.class).start(WithSecret.class, "k", account);
              assertThat(
                      context
                          .getBean(Sagas.class)
                          .find(WithSecret.class, "k")
                          .orElseThrow()
                          .input())
                  .contains("ann")
                  .doesNotContain("hunter2");
            });
  }

  @Test
  void keysThatCannotWorkAreRefused() {
    refused("no Base64", "amends.secrets.keys.k1=###");
    refused("has 3 bytes", "amends.secrets.keys.k1=AAAA");
    refused("several keys", KEY, "amends.secrets.keys.k2=" + "B".repeat(43) + "=");
    refused("no such key", KEY, "amends.secrets.current=k3");
  }

  private static void refused(String why, String... properties) {
    Apps.plain()
        .withPropertyValues(properties)
        .run(context -> assertThat(analysis(context).getDescription()).contains(why));
  }

  @Test
  void valuesThatCannotWorkAreRefusedByName() {
    List<String> wrong =
        List.of(
            "amends.lease=0s",
            "amends.payload-limit=5MB",
            "amends.workers=0",
            "amends.writers=3",
            "amends.journal.keep=0s",
            "amends.journal.keep=50s",
            "amends.keys.keep=29d",
            "amends.http.retry-after-cap=-1s",
            "amends.apis.default.breaker.failure-rate=0",
            "amends.shutdown.grace=-1s");
    for (String property : wrong) {
      Apps.plain()
          .withPropertyValues(property)
          .run(
              context -> {
                assertThat(context).as(property).hasFailed();
                String name = property.substring(0, property.indexOf('='));
                String expected = name.startsWith("amends.apis") ? "failure-rate" : name;
                assertThat(messages(context.getStartupFailure())).contains(expected);
              });
    }
  }

  private static String messages(Throwable thrown) {
    StringBuilder messages = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      messages.append(each.getMessage()).append('\n');
    }
    return messages.toString();
  }
}
