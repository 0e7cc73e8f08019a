package dev.amends.spring.outcomes;

import static dev.amends.spring.outcomes.Fault.Kind.NOT_SENT;
import static dev.amends.spring.outcomes.Fault.Kind.REJECTED;
import static dev.amends.spring.outcomes.Fault.Kind.SUCCESS;
import static dev.amends.spring.outcomes.Fault.Kind.UNKNOWN;
import static dev.amends.spring.outcomes.Fault.status;
import static dev.amends.spring.outcomes.Fault.unreachable;

import dev.amends.spring.outcomes.Fault.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rows of the matrix. */
final class Faults {
  private static final Duration CAP = Duration.ofMinutes(15);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final String DATE = "Date: Wed, 21 Oct 2026 07:28:00 GMT\r\n";
  private static final int MORE_THAN_BUFFERS_HOLD = 16 << 20;

  private Faults() {}

  /**
   * All of them.
   *
   * @param elsewhere another server, to which redirects point
   */
  static List<Fault> all(String elsewhere) {
    List<Fault> all = new ArrayList<>();
    all.addAll(connecting());
    all.addAll(broken());
    all.addAll(unending());
    all.addAll(strange());
    all.addAll(statuses());
    all.addAll(waits());
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      all.add(
          Fault.of(
              status + " to another host",
              UNKNOWN,
              (exchange, cell) ->
                  exchange.answer(
                      status, "Location: " + elsewhere + "/" + cell.id() + "\r\n", "")));
    }
    return all;
  }

  private static List<Fault> connecting() {
    return List.of(
        unreachable("connection refused", Place::nobody),
        unreachable("unknown host", Place::unknown),
        unreachable("connecting takes too long", Place::deaf),
        unreachable("TLS handshake refused", Place::noHandshake));
  }

  private static List<Fault> broken() {
    return List.of(
        Fault.of(
                "reset before the request was fully sent",
                UNKNOWN,
                (exchange, cell) -> exchange.reset())
            .at(Place::hasty, MORE_THAN_BUFFERS_HOLD),
        Fault.of("reset after the request", UNKNOWN, (exchange, cell) -> exchange.reset()),
        Fault.of("end without an answer", UNKNOWN, (exchange, cell) -> false),
        Fault.of(
            "half a status line", UNKNOWN, (exchange, cell) -> exchange.part("HTTP/1.1 201 Cre")),
        Fault.of(
            "no HTTP at all",
            UNKNOWN,
            (exchange, cell) -> exchange.part("\u0000\u0001 this is not HTTP\r\n\r\n")),
        Fault.of("reset within the body", UNKNOWN, Breaks::resetInBody),
        Fault.of(
            "body shorter than its length",
            UNKNOWN,
            (exchange, cell) -> exchange.part(Breaks.begun())),
        Fault.of("truncated chunk", UNKNOWN, Breaks::truncatedChunk));
  }

  private static List<Fault> unending() {
    return List.of(
        Fault.of("no answer", UNKNOWN, (exchange, cell) -> exchange.hang()).onlyTimeEndsIt(),
        Fault.of("head of one byte a second", UNKNOWN, Breaks::slowHead).onlyTimeEndsIt(),
        Fault.of("body of one byte a second", UNKNOWN, Breaks::slow).onlyTimeEndsIt(),
        Fault.of("silence within the body", UNKNOWN, Breaks::hangInBody).onlyTimeEndsIt(),
        Fault.of("answer after the time-out", UNKNOWN, Breaks::tooLate).onlyTimeEndsIt(),
        Fault.of("201 with a body of 12 MB", UNKNOWN, Breaks::huge),
        Fault.of("201 with a body without an end", UNKNOWN, Breaks.endless(201)),
        Fault.of("422 with a body without an end", REJECTED, Breaks.endless(422)),
        Fault.of("500 with a body without an end", UNKNOWN, Breaks.endless(500)),
        Fault.of("16 MB in 16 KB of gzip", UNKNOWN, Breaks::bomb));
  }

  private static List<Fault> strange() {
    return List.of(
        Fault.of(
                "201 with a team as text/plain",
                UNKNOWN,
                (exchange, cell) ->
                    exchange.answer(201, "Content-Type: text/plain\r\n", Breaks.TEAM))
            .but(Client.JDK, SUCCESS),
        Fault.of(
            "200 with HTML of a proxy",
            UNKNOWN,
            (exchange, cell) ->
                exchange.answer(200, "Content-Type: text/html\r\n", "<html>log in</html>")),
        Fault.of("200 without a body", UNKNOWN, (exchange, cell) -> exchange.answer(200, "", "")),
        Fault.of("204", UNKNOWN, (exchange, cell) -> exchange.part("HTTP/1.1 204 X\r\n\r\n")),
        Fault.of(
            "200 with half of a JSON object",
            UNKNOWN,
            (exchange, cell) -> exchange.answer(200, Breaks.JSON, "{\"id\":\"made\"")),
        Fault.of(
            "200 with an error that the step's judge knows",
            REJECTED,
            (exchange, cell) -> exchange.answer(200, Breaks.JSON, "{\"error\":\"name taken\"}")));
  }

  private static List<Fault> statuses() {
    List<Fault> rows = new ArrayList<>();
    for (int status : new int[] {400, 401, 403, 404, 409, 410, 422}) {
      rows.add(status(status, REJECTED));
    }
    rows.add(status(408, UNKNOWN));
    for (int status : new int[] {500, 501, 502, 503, 504}) {
      rows.add(status(status, UNKNOWN));
    }
    return rows;
  }

  private static List<Fault> waits() {
    return List.of(
        status(429, NOT_SENT),
        status(429, NOT_SENT, ", Retry-After in seconds", "Retry-After: 120\r\n")
            .waiting(TWO_MINUTES),
        status(
                429,
                NOT_SENT,
                ", Retry-After as a date",
                DATE + "Retry-After: Wed, 21 Oct 2026 07:30:00 GMT\r\n")
            .waiting(TWO_MINUTES),
        status(429, NOT_SENT, ", Retry-After negative", "Retry-After: -5\r\n"),
        status(429, NOT_SENT, ", Retry-After of 10 years", "Retry-After: 315360000\r\n")
            .waiting(CAP),
        status(
                429,
                NOT_SENT,
                ", Retry-After in 2099",
                "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n")
            .waiting(CAP),
        status(429, NOT_SENT, ", Retry-After garbage", "Retry-After: soon\r\n"),
        status(503, UNKNOWN, ", Retry-After in seconds", "Retry-After: 120\r\n")
            .waiting(TWO_MINUTES),
        status(503, UNKNOWN, ", Retry-After of 10 years", "Retry-After: 315360000\r\n")
            .waiting(CAP));
  }
}
