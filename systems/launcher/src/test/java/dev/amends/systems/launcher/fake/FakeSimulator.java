package dev.amends.systems.launcher.fake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stands for a simulator: answers {@code /ready} and leaves a file in its folder. */
public final class FakeSimulator {
  private FakeSimulator() {}

  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    Path data = Path.of(given.get(given.indexOf("--data") + 1));
    Files.createDirectories(data);
    Files.writeString(data.resolve("state"), "kept");
    int port = Integer.parseInt(given.get(given.indexOf("--port") + 1));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    FakeService.answer(server, "/ready", "yes");
    server.start();
  }
}
