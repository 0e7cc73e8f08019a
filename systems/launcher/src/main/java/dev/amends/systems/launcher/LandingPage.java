package dev.amends.systems.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.amends.systems.launcher.port.Port;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.ServiceDescription;
import dev.amends.systems.launcher.system.SimulatorDescription;
import dev.amends.systems.launcher.system.SystemDescription;
import dev.amends.systems.launcher.system.Systems;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A page with links to all systems. */
final class LandingPage implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Amends: the systems</title>
      <style>
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
      body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
      h2 { margin: 1.5rem 0 0; } p, ul { margin: .25rem 0; }
      </style>
      </head>
      <body>
      <main>
      <h1>Amends: the systems</h1>
      %s</main>
      </body>
      </html>
      """;

  private final HttpServer server;

  private LandingPage(HttpServer server) {
    this.server = server;
  }

  static LandingPage start(Port port, Systems systems) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port.number()), 0);
      byte[] page = PAGE.formatted(list(systems)).getBytes(StandardCharsets.UTF_8);
      server.createContext("/", exchange -> answer(exchange, page));
      server.start();
      return new LandingPage(server);
    } catch (IOException e) {
      throw LauncherException.refused("The page of links cannot be served", e);
    }
  }

  private static void answer(HttpExchange exchange, byte[] page) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/")) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(OK, -1);
      } else {
        exchange.sendResponseHeaders(OK, page.length);
        exchange.getResponseBody().write(page);
      }
    }
  }

  /** Names and titles are our own and need no escaping. */
  private static String list(Systems systems) {
    StringBuilder html = new StringBuilder();
    for (SystemDescription system : systems.all()) {
      html.append("<h2>%s</h2>\n<p>%s</p>\n<ul>\n".formatted(link(system), system.title()));
      for (ServiceDescription service : system.services()) {
        String url = "http://localhost:" + service.port();
        html.append("<li>service %s: ".formatted(link(url, service.name())));
        html.append("%s</li>\n".formatted(link(url + "/amends", "console")));
      }
      for (SimulatorDescription simulator : system.simulators()) {
        html.append("<li>%s</li>\n".formatted(link(simulator.url(), simulator.name())));
      }
      html.append("</ul>\n");
    }
    return html.toString();
  }

  private static String link(SystemDescription system) {
    return link(system.url(), system.name());
  }

  private static String link(String url, String text) {
    return "<a href=\"%s\">%s</a>".formatted(url, text);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
