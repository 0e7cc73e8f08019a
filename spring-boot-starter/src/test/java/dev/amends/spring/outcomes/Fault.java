package dev.amends.spring.outcomes;

import dev.amends.journal.SagaStatus;
import dev.amends.spring.http.SocketServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of the matrix: what another side does to a first request, and what the attempt comes to. A
 * second request is always answered well.
 *
 * @param name what goes wrong, as the documentation says it
 * @param outcome what the attempt comes to
 * @param but what it comes to by clients that see it differently
 * @param pause that is asked for before the next request, in whole minutes
 * @param arrives whether the request gets to the other side at all
 * @param impatient whether the attempt has little time, because nothing ends it but its time
 * @param size bytes that the request has
 * @param behaviour what the other side does
 * @param place opens the other side; a server of this behaviour unless it is none that answers
 */
record Fault(
    String name,
    Kind outcome,
    Map<Client, Kind> but,
    Duration pause,
    boolean arrives,
    boolean impatient,
    int size,
    Behaviour behaviour,
    Place.Opening place) {
  /** What an attempt comes to. */
  enum Kind {
    SUCCESS("Success"),
    REJECTED("Rejected"),
    NOT_SENT("NotSent"),
    UNKNOWN("Unknown");

    final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** Ways to call an API. */
  enum Client {
    REST_CLIENT("RestClient"),
    HTTP_EXCHANGE("@HttpExchange"),
    JDK("JDK HttpClient");

    private static final List<Client> ALL = List.of(values());

    final String word;

    Client(String word) {
      this.word = word;
    }

    /** One after the other, and from the first again. */
    static Client next(int number) {
      return ALL.get(number % ALL.size());
    }
  }

  /** What the other side does with a cell's first request. */
  @FunctionalInterface
  interface Behaviour {
    /** Answers, or not; whether the connection stays open for another request. */
    boolean handle(SocketServer.Exchange exchange, Cell cell)
        throws IOException, InterruptedException;
  }

  Fault {
    but = Map.copyOf(but);
  }

  static Fault of(String name, Kind outcome, Behaviour behaviour) {
    return new Fault(
        name, outcome, Map.of(), Duration.ZERO, true, false, 20, behaviour, Place::server);
  }

  static Fault status(int status, Kind outcome) {
    return status(status, outcome, "", "");
  }

  static Fault status(int status, Kind outcome, String words, String headers) {
    return of(
        status + words,
        outcome,
        (exchange, cell) ->
            exchange.answer(status, Breaks.JSON + headers, "{\"id\":\"x\",\"message\":\"no\"}"));
  }

  /** What can't be reached: no request arrives, however often it is tried. */
  static Fault unreachable(String name, Place.Opening place) {
    return new Fault(
        name,
        Kind.NOT_SENT,
        Map.of(),
        Duration.ZERO,
        false,
        false,
        20,
        (exchange, cell) -> false,
        place);
  }

  Fault waiting(Duration asked) {
    return new Fault(name, outcome, but, asked, arrives, impatient, size, behaviour, place);
  }

  Fault onlyTimeEndsIt() {
    return new Fault(name, outcome, but, pause, arrives, true, size, behaviour, place);
  }

  Fault at(Place.Opening other, int bytes) {
    return new Fault(name, outcome, but, pause, arrives, impatient, bytes, behaviour, other);
  }

  Fault but(Client client, Kind kind) {
    Map<Client, Kind> more = new TreeMap<>(but);
    more.put(client, kind);
    return new Fault(name, outcome, more, pause, arrives, impatient, size, behaviour, place);
  }

  Kind outcome(Client client) {
    return but.getOrDefault(client, outcome);
  }

  /** What becomes of the saga after a first attempt like this. */
  Seen expected(Client client, boolean probed) {
    Kind first = outcome(client);
    boolean again = first == Kind.NOT_SENT || first == Kind.UNKNOWN;
    boolean looks = first == Kind.UNKNOWN && probed;
    boolean waits = again && !looks && !pause.isZero();
    int requests = again && !looks && !waits ? 2 : 1;
    boolean fails = first == Kind.REJECTED || !arrives;
    return new Seen(
        first,
        pause,
        arrives ? requests : 0,
        arrives ? 1 : 0,
        looks ? 1 : 0,
        0,
        waits ? SagaStatus.RUNNING : fails ? SagaStatus.COMPENSATED : SagaStatus.SUCCEEDED);
  }
}
