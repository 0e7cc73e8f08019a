package dev.amends.spring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** What a node calls itself: {@code <application>@<host>:<port>}, as far as these are known. */
final class NodeName {
  private static final int MAX_LENGTH = 200;

  private NodeName() {}

  static String of(@Nullable String configured, Environment environment) {
    if (configured != null && !configured.isBlank()) {
      return cut(configured);
    }
    String application = environment.getProperty("spring.application.name", "");
    String port = environment.getProperty("server.port", "");
    String place = port.isEmpty() || port.equals("0") ? host() : host() + ":" + port;
    return cut(application.isBlank() ? place : application + "@" + place);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }

  private static String cut(String name) {
    return name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name;
  }
}
