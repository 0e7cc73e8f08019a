package dev.amends.systems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.amends.systems.launcher.fake.FakeSystem;
import dev.amends.systems.launcher.plan.Options;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.ServerDatabase;
import dev.amends.systems.launcher.system.SystemDescription;
import dev.amends.systems.launcher.system.Systems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
  private final Systems systems = new FakeSystem(1001, 1002, 1003, 1004).systems();

  private Request parse(String line) {
    return Request.parse(words(line), systems).orElseThrow();
  }

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
  }

  @Test
  void takesAllSystemsWithoutAName() {
    assertThat(parse("").system()).isEmpty();
    assertThat(parse("--processes").options().processes()).isTrue();
  }

  @Test
  void takesASystemAndItsOptions() {
    Request request =
        parse("shop --processes --db postgres --data d --fresh --instances order=2,stock=3");

    assertThat(request.system().map(SystemDescription::name)).contains("shop");
    assertThat(request.options())
        .isEqualTo(
            new Options(
                true,
                Optional.of(ServerDatabase.POSTGRES),
                Optional.of(Path.of("d")),
                true,
                Map.of("order", 2, "stock", 3),
                Optional.empty(),
                List.of()));
  }

  @Test
  void takesOptionsBeforeTheSystem() {
    Request request = parse("--data d shop --only order-2");

    assertThat(request.system()).isPresent();
    assertThat(request.options().only()).contains("order-2");
  }

  @Test
  void takesWhateverStandsAfterTheDashesAsProperties() {
    assertThat(parse("shop -- --a.b=c --fresh").options().properties())
        .containsExactly("--a.b=c", "--fresh");
    assertThat(parse("-- --a.b=").system()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "shop --what | Unknown option: '--what'",
        "shop more | Unmatched argument",
        "shpo | There is no system shpo, but shop.",
        "shop --db oracle | --db is postgres or mariadb, not oracle",
        "shop --instances order | order",
        "shop --instances order=two | 'two' is not an int",
        "shop --data | Missing required parameter",
        "--only order | need a system",
        "--instances order=2 | need a system",
        "shop --only order --fresh | --fresh would take away",
        "shop -- a.b=c | After -- stand properties",
        "shop -- --server.port=1 | The ports are fixed",
      })
  void refusesInOneLine(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .asInstanceOf(type(LauncherException.class))
        .satisfies(
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(2);
              assertThat(failure).hasMessageContaining(message);
              assertThat(String.valueOf(failure.getMessage()).lines()).hasSize(1);
            });
  }

  @Test
  void helpsWithAllOptionsAndSystems() {
    assertThat(Request.parse(List.of("--help"), systems)).isEmpty();
    assertThat(Request.parse(List.of("shop", "-h"), systems)).isEmpty();
    assertThat(Request.help(Systems.ofThisCheckout()))
        .contains("--processes", "--db", "--data", "--fresh", "--instances", "--only", "Examples:")
        .contains("provisioning", "http://localhost:8090", "AMENDS_DB_URL")
        .doesNotContain("null")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 100));
  }
}
