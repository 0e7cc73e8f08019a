package dev.amends.systems.launcher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.systems.launcher.fake.ClassPathOfTests;
import dev.amends.systems.launcher.fake.FakeSystem;
import dev.amends.systems.launcher.host.HostedProgram;
import dev.amends.systems.launcher.port.Port;
import dev.amends.systems.launcher.process.ChildCommand;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.ServerDatabase;
import dev.amends.systems.launcher.system.SystemDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  private static final SystemDescription SHOP =
      new FakeSystem(1001, 1002, 1003, 1004).description();

  @TempDir Path data;

  private Plan plan(Options options, Map<String, String> environment) {
    return Plan.make(SHOP, options, new Surroundings(environment), data);
  }

  private Plan plan(Options options) {
    return plan(options, Map.of());
  }

  private static Options options() {
    return new Options(
        false, Optional.empty(), Optional.empty(), false, Map.of(), Optional.empty(), List.of());
  }

  private static Options postgres(Map<String, Integer> instances) {
    return new Options(
        false,
        Optional.of(ServerDatabase.POSTGRES),
        Optional.empty(),
        false,
        instances,
        Optional.empty(),
        List.of());
  }

  private static Options only(String name, Optional<ServerDatabase> database) {
    return new Options(
        false, database, Optional.empty(), false, Map.of(), Optional.of(name), List.of());
  }

  private static Options properties(String... properties) {
    return new Options(
        true,
        Optional.empty(),
        Optional.empty(),
        false,
        Map.of(),
        Optional.empty(),
        List.of(properties));
  }

  private static List<List<String>> names(List<ChildCommand> commands) {
    return commands.stream().map(ChildCommand::names).toList();
  }

  private List<List<String>> jvms(Plan plan) {
    return names(plan.services(new ClassPathOfTests()));
  }

  private static List<String> arguments(Plan plan, int jvm) {
    HostedProgram program =
        plan.services(new ClassPathOfTests()).get(jvm).order().orElseThrow().programs().get(0);
    return program.arguments();
  }

  @Test
  void putsAllServicesIntoOneProcess() {
    Plan plan = plan(options());

    assertThat(jvms(plan)).containsExactly(List.of("order", "stock"));
    assertThat(names(plan.simulators(new ClassPathOfTests())))
        .containsExactly(List.of("simulator"));
    assertThat(plan.ports()).extracting(Port::number).containsExactly(1001, 1002, 1003);
    assertThat(plan.postgresPort()).isEmpty();
    assertThat(plan.modules()).containsExactly("fake");
    assertThat(plan.readyUrl()).isEqualTo("http://localhost:1001");
  }

  @Test
  void givesProcessesOfTheirOwnToServicesWithInstances() {
    Plan plan = plan(postgres(Map.of("stock", 3)));

    assertThat(jvms(plan))
        .containsExactly(
            List.of("order"), List.of("stock"), List.of("stock-2"), List.of("stock-3"));
    assertThat(plan.ports())
        .extracting(Port::number)
        .containsExactly(1001, 1002, 1102, 1202, 1003, 1004);
    assertThat(plan.databases()).containsExactly("order", "stock");
    assertThat(plan.probes()).hasSize(5);
  }

  @Test
  void needsADatabaseToShareForInstances() {
    Options options =
        new Options(
            false,
            Optional.empty(),
            Optional.empty(),
            false,
            Map.of("order", 2),
            Optional.empty(),
            List.of());

    assertThatThrownBy(() -> plan(options)).hasMessageContaining("add --db postgres");
    assertThatThrownBy(() -> plan(only("order-2", Optional.empty())))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("add --db postgres");
  }

  @Test
  void refusesWhatTheSystemDoesNotHave() {
    assertThatThrownBy(() -> plan(postgres(Map.of("cart", 2))))
        .hasMessage("--instances: shop has no service cart, but order, stock.");
    assertThatThrownBy(() -> plan(postgres(Map.of("order", 0)))).hasMessageContaining("1 to 9");
    assertThatThrownBy(() -> plan(only("kafka", Optional.empty())))
        .hasMessage("--only: shop has no kafka, but order, stock, simulator, postgres.");
    assertThatThrownBy(() -> plan(only("order", Optional.of(ServerDatabase.MARIADB))))
        .hasMessageContaining("shop has no MariaDB");
  }

  @Test
  void startsOneThingBesideARunningSystem() {
    Plan instance = plan(only("stock-2", Optional.of(ServerDatabase.POSTGRES)));
    assertThat(jvms(instance)).containsExactly(List.of("stock-2"));
    assertThat(instance.ports()).extracting(Port::number).containsExactly(1102);
    assertThat(instance.postgresPort()).isEmpty();
    assertThat(instance.postgres()).isPresent();
    assertThat(instance.readyName()).isEqualTo("stock-2");
    assertThat(instance.readyUrl()).isEqualTo("http://localhost:1102");

    Plan simulator = plan(only("simulator", Optional.of(ServerDatabase.POSTGRES)));
    assertThat(simulator.postgres()).isEmpty();
    assertThat(jvms(simulator)).isEmpty();
    assertThat(simulator.readyUrl()).isEqualTo("http://localhost:1003");

    Plan postgres = plan(only("postgres", Optional.empty()));
    assertThat(postgres.postgresPort()).contains(1004);
    assertThat(postgres.modules()).isEmpty();
  }

  @Test
  void startsNoSimulatorWhereThereIsARealServer() {
    Map<String, String> environment = Map.of("FAKE_URL", "http://real");

    assertThat(plan(options(), environment).simulators(new ClassPathOfTests())).isEmpty();
    assertThat(plan(options(), environment).services(new ClassPathOfTests()).get(0).environment())
        .isEmpty();
    assertThatThrownBy(() -> plan(only("simulator", Optional.empty()), environment))
        .hasMessageContaining("FAKE_URL names a real server");
  }

  @Test
  void leadsServicesToTheSimulatorWithTheUsersToken() {
    assertThat(plan(options()).services(new ClassPathOfTests()).get(0).environment())
        .isEqualTo(Map.of("FAKE_URL", "http://localhost:1003", "FAKE_TOKEN", "default-token"));
    assertThat(
            plan(options(), Map.of("FAKE_TOKEN", "mine", "FAKE_URL", " "))
                .simulators(new ClassPathOfTests())
                .get(0)
                .environment())
        .isEqualTo(Map.of("FAKE_URL", "http://localhost:1003", "FAKE_TOKEN", "mine"));
  }

  @Test
  void usesADatabaseThatRunsAlready() {
    Map<String, String> environment =
        Map.of(
            "AMENDS_DB_URL", "jdbc:postgresql://db/{service}",
            "AMENDS_DB_USER", "ann",
            "AMENDS_DB_PASSWORD", "secret");
    Plan plan = plan(postgres(Map.of()), environment);

    assertThat(plan.postgresPort()).isEmpty();
    assertThat(arguments(plan, 0))
        .containsExactly(
            "--server.port=1001",
            "--shop.data=" + data,
            "--spring.datasource.url=jdbc:postgresql://db/order",
            "--spring.datasource.username=ann",
            "--spring.datasource.password=secret");
    assertThat(plan.services(new ClassPathOfTests()).get(0).command())
        .noneMatch(word -> word.contains("secret"));
  }

  @Test
  void refusesADatabaseUrlThatItCannotUse() {
    assertThatThrownBy(() -> plan(options(), Map.of("AMENDS_DB_URL", "postgres://db/x")))
        .hasMessageContaining("AMENDS_DB_URL is a JDBC URL");
    assertThatThrownBy(() -> plan(options(), Map.of("AMENDS_DB_URL", "jdbc:postgresql://db/x")))
        .hasMessageContaining("put {service}");
  }

  @Test
  void letsTheUsersPropertiesWin() {
    assertThat(arguments(plan(properties("--spring.datasource.url=jdbc:h2:mem:x", "--a")), 1))
        .containsExactly(
            "--server.port=1002",
            "--shop.data=" + data,
            "--spring.datasource.username=sa",
            "--spring.datasource.password=",
            "--spring.datasource.url=jdbc:h2:mem:x",
            "--a");
  }
}
