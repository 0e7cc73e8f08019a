package dev.amends.systems.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** Asks readiness probes until each has answered 200 once. Owned by one thread. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final HttpClient client;
  private final Deque<URI> waiting;

  Readiness(HttpClient client, Collection<URI> probes) {
    this.client = client;
    this.waiting = new ArrayDeque<>(probes);
  }

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build();
  }

  /** Asks those that have not answered yet; whether all have now. */
  boolean isComplete() throws InterruptedException {
    while (!waiting.isEmpty() && answers(waiting.getFirst())) {
      waiting.removeFirst();
    }
    return waiting.isEmpty();
  }

  private boolean answers(URI probe) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(probe).timeout(PATIENCE).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false; // Not there yet.
    }
  }
}
