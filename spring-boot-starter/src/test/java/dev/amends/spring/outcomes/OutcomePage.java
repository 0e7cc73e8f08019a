package dev.amends.spring.outcomes;

import dev.amends.spring.outcomes.Fault.Client;
import dev.amends.spring.outcomes.Fault.Kind;
import java.util.List;

/** The matrix as the documentation shows it. */
final class OutcomePage {
  private static final String HEAD =
      """
      # What the faults of another side come to

      Written from the table that the test of the outcomes (`OutcomeMatrixTest`) goes through with real sockets: each fault
      meets RestClient, `@HttpExchange` and the JDK's `HttpClient` (as `AttemptHttpClient`) in a step that is idempotent and
      in one that is probed. The fault is the answer to the first request, a second one is answered well, and the step has
      two attempts. The probe finds what the first request made. Without a wait of its own the next request follows by the
      step's retry policy; "waits 15 min" is the longest that another side can ask for. A request is never repeated within
      an attempt, its attempts carry one idempotency key, and of an answer no more than 1 MiB is read. Redirects are not
      followed: the server that they name sees nothing.

      | fault | outcome | then, if idempotent | requests | then, if probed | requests |
      |---|---|---|---|---|---|
      """;

  private OutcomePage() {}

  static String of(List<Fault> faults) {
    StringBuilder page = new StringBuilder(HEAD);
    for (Fault fault : faults) {
      page.append(row(fault));
    }
    return page.toString();
  }

  private static String row(Fault fault) {
    StringBuilder outcome = new StringBuilder(fault.outcome().word);
    fault
        .but()
        .forEach((client, kind) -> outcome.append("; %s: %s".formatted(client.word, kind.word)));
    Seen again = fault.expected(Client.REST_CLIENT, false);
    Seen looked = fault.expected(Client.REST_CLIENT, true);
    return "| %s | %s | %s | %d | %s | %d |\n"
        .formatted(
            fault.name(), outcome, then(again), again.requests(), then(looked), looked.requests());
  }

  private static String then(Seen seen) {
    if (seen.outcome() == Kind.REJECTED) {
      return "undone";
    }
    if (seen.looks() > 0) {
      return "looks, and succeeds";
    }
    if (!seen.pause().isZero()) {
      return "waits %d min".formatted(seen.pause().toMinutes());
    }
    return seen.requests() == 0 ? "again, then undone" : "again, and succeeds";
  }
}
