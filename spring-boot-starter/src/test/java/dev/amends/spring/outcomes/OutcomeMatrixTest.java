package dev.amends.spring.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Sagas;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaView;
import dev.amends.spring.app.Apps;
import dev.amends.spring.guard.TransactionGuard;
import dev.amends.spring.http.HttpOutcomes;
import dev.amends.spring.http.SocketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.registry.ImportHttpServices;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every fault of another side, met by every client in steps of both kinds: real sagas with the
 * starter's default settings, and sockets that count. All cells run at once, before the first one
 * is looked at.
 */
class OutcomeMatrixTest {
  private static final Path PAGE = Path.of("..", "docs", "outcomes.md");

  /** Far above what sockets and buffers hold, far below what a client can read in its time. */
  private static final long MUCH = 64L << 20;

  private static final Duration TIME = Duration.ofSeconds(90);

  private static final Map<String, Cell> CELLS = new ConcurrentHashMap<>();
  private static final List<Cell> IN_ORDER = new ArrayList<>();
  private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();
  private static final List<String> STRAYED = new ArrayList<>();

  @Configuration(proxyBeanMethods = false)
  @ImportHttpServices(group = "teams", types = Callers.Teams.class)
  static class Application {
    @Bean
    Callers callers(
        RestClient.Builder rest,
        Callers.Teams teams,
        TransactionGuard guard,
        HttpOutcomes outcomes,
        JsonMapper json) {
      return new Callers(rest.build(), teams, guard, outcomes, json);
    }

    @Bean
    CreateTeam.Idempotent idempotent(Callers callers) {
      return new CreateTeam.Idempotent(callers, CELLS);
    }

    @Bean
    CreateTeam.ImpatientIdempotent impatientIdempotent(Callers callers) {
      return new CreateTeam.ImpatientIdempotent(callers, CELLS);
    }

    @Bean
    CreateTeam.Looking looking(Callers callers) {
      return new CreateTeam.Looking(callers, CELLS);
    }

    @Bean
    CreateTeam.ImpatientLooking impatientLooking(Callers callers) {
      return new CreateTeam.ImpatientLooking(callers, CELLS);
    }
  }

  @BeforeAll
  static void meetEveryFault() throws Exception {
    List<Place> places = new ArrayList<>();
    try (SocketServer elsewhere =
        new SocketServer(exchange -> exchange.answer(201, Breaks.JSON, Breaks.TEAM))) {
      for (Fault fault : Faults.all(elsewhere.url())) {
        for (Fault.Client client : Fault.Client.values()) {
          for (boolean probed : new boolean[] {false, true}) {
            Cell cell = new Cell(fault, client, probed, IN_ORDER.size());
            IN_ORDER.add(cell);
            CELLS.put(cell.id(), cell);
          }
        }
      }
      Apps.plain()
          .withConfiguration(
              AutoConfigurations.of(
                  JacksonAutoConfiguration.class,
                  HttpMessageConvertersAutoConfiguration.class,
                  HttpServiceClientPropertiesAutoConfiguration.class,
                  HttpServiceClientAutoConfiguration.class))
          .withUserConfiguration(Application.class)
          .run(context -> run(context, places));
      elsewhere.requests().forEach(request -> STRAYED.add(request.line()));
    } finally {
      for (Place place : places) {
        place.close();
      }
    }
  }

  private static void run(ApplicationContext context, List<Place> places) throws Exception {
    Sagas sagas = context.getBean(Sagas.class);
    Map<Fault, Place> byFault = new ConcurrentHashMap<>();
    for (Cell cell : IN_ORDER) {
      Place place = byFault.get(cell.fault());
      if (place == null) {
        place = cell.fault().place().open(OutcomeMatrixTest::arrived);
        byFault.put(cell.fault(), place);
        places.add(place);
      }
      sagas.start(
          CreateTeam.of(cell),
          cell.id(),
          new CreateTeam.Call(cell.client(), place.url() + "/" + cell.id(), cell.fault().size()));
    }
    SagaQuery query = context.getBean(SagaQuery.class);
    long end = System.nanoTime() + TIME.toNanos();
    for (Cell cell : IN_ORDER) {
      SagaView saga = sagas.find(CreateTeam.of(cell), cell.id()).orElseThrow();
      while (!rests(saga, query) && System.nanoTime() < end) {
        Thread.sleep(5);
        saga = sagas.find(saga.id()).orElseThrow();
      }
      SEEN.put(cell.id(), Seen.of(cell, saga.status(), query.journal(saga.id())));
    }
  }

  private static boolean arrived(SocketServer.Exchange exchange)
      throws IOException, InterruptedException {
    String path = exchange.line().split(" ")[1];
    return CELLS.get(path.substring(1)).arrived(exchange);
  }

  /** It has ended, or waits because it was asked to. */
  private static boolean rests(SagaView saga, SagaQuery query) {
    return saga.status().ended()
        || saga.reason() != null
        || Seen.wait(query.journal(saga.id())).toMinutes() > 0;
  }

  static Stream<Cell> cells() {
    return IN_ORDER.stream();
  }

  @Tag("outcomes")
  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void aFaultComesToWhatTheTableSays(Cell cell) {
    assertThat(SEEN.get(cell.id())).isEqualTo(cell.fault().expected(cell.client(), cell.probed()));
    assertThat(cell.written()).as("bytes of an endless answer").isLessThan(MUCH);
  }

  @Test
  void nobodyFollowsARedirect() {
    assertThat(STRAYED).isEmpty();
  }

  @Test
  void theDocumentationShowsTheTableAsItIs() throws IOException {
    String page = OutcomePage.of(Faults.all("http://elsewhere"));
    if (Boolean.getBoolean("amends.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }
}
