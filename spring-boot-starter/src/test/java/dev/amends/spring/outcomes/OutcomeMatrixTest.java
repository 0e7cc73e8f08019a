package dev.amends.spring.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Sagas;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaView;
import dev.amends.spring.http.SocketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ApplicationContext;

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

  private static final Cells CELLS = new Cells();
  private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();
  private static final List<String> STRAYED = new ArrayList<>();

  @BeforeAll
  static void meetEveryFault() throws Exception {
    List<Place> places = new ArrayList<>();
    try (SocketServer elsewhere =
        new SocketServer(exchange -> exchange.answer(201, Breaks.JSON, Breaks.TEAM))) {
      for (Fault fault : Faults.all(elsewhere.url())) {
        for (Fault.Client client : Fault.Client.values()) {
          for (boolean probed : new boolean[] {false, true}) {
            Cell cell = new Cell(fault, client, probed, CELLS.inOrder().size());
            CELLS.add(cell);
          }
        }
      }
      Application.runner()
          .withPropertyValues(
              "amends.apis.default.bulkhead.max-concurrent=400",
              "amends.apis.default.bulkhead.max-wait=30s")
          .withBean("cells", Cells.class, () -> CELLS)
          .withBean(CreateTeam.Idempotent.class)
          .withBean(CreateTeam.ImpatientIdempotent.class)
          .withBean(CreateTeam.Looking.class)
          .withBean(CreateTeam.ImpatientLooking.class)
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
    Map<Fault, Place> byFault = new HashMap<>();
    for (Cell cell : CELLS.inOrder()) {
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
    for (Cell cell : CELLS.inOrder()) {
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
    String path = exchange.line().split(" ", 3)[1];
    return CELLS.of(path.substring(1)).arrived(exchange);
  }

  /** It has ended, or waits because it was asked to. */
  private static boolean rests(SagaView saga, SagaQuery query) {
    return saga.status().ended()
        || saga.reason() != null
        || Seen.wait(query.journal(saga.id())).toMinutes() > 0;
  }

  static Stream<Cell> cells() {
    return CELLS.inOrder().stream();
  }

  @Tag("outcomes")
  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void aFaultComesToWhatTheTableSays(Cell cell) {
    assertThat(SEEN.get(cell.id()))
        .as("%s", cell)
        .isEqualTo(cell.fault().expected(cell.client(), cell.probed()));
    assertThat(cell.written()).as("%s: bytes of an endless answer", cell).isLessThan(MUCH);
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
