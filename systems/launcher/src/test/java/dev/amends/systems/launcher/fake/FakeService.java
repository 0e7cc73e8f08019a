package dev.amends.systems.launcher.fake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Stands for a Spring Boot service: a readiness probe, its arguments under {@code /arguments}. With
 * {@code --fake.failure=…} it does not start; with {@code --fake.farewell=FILE} it asks the
 * simulator once more when it is stopped, and writes down what it said.
 */
public final class FakeService {
  private FakeService() {}

  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    option(given, "fake.failure")
        .ifPresent(
            text -> {
              throw new IllegalStateException(text);
            });
    System.out.println("2026-01-01T00:00:00Z  INFO 1 --- begins, token " + token());
    System.out.println("2026-01-01T00:00:00Z  WARN 1 --- something to look at");
    System.out.println("Generated password of the user operator: open-sesame");
    option(given, "fake.farewell")
        .ifPresent(
            file ->
                Runtime.getRuntime().addShutdownHook(new Thread(() -> farewell(Path.of(file)))));
    serve(Integer.parseInt(option(given, "server.port").orElseThrow()), given);
  }

  private static void serve(int port, List<String> arguments) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    answer(server, "/actuator/health/readiness", "{\"status\":\"UP\"}");
    answer(server, "/arguments", String.join("\n", arguments));
    answer(server, "/pid", Long.toString(ProcessHandle.current().pid()));
    server.start();
  }

  static void answer(HttpServer server, String path, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  static Optional<String> option(List<String> arguments, String name) {
    String prefix = "--" + name + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .findFirst();
  }

  private static String token() {
    return System.getenv().getOrDefault("FAKE_TOKEN", "none");
  }

  private static void farewell(Path file) {
    try {
      URI simulator = URI.create(System.getenv("FAKE_URL") + "/ready");
      int status =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(simulator).build(), BodyHandlers.discarding())
              .statusCode();
      Files.writeString(file, "simulator " + status);
    } catch (IOException e) {
      write(file, "simulator gone: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
