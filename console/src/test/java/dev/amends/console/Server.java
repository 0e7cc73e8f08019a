package dev.amends.console;

import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.context.WebApplicationContext;

/** A Spring Boot application that runs on a port of its own. */
final class Server implements AutoCloseable {
  static final String OPERATOR_PASSWORD = "op-secret-päss";
  static final String VIEWER_PASSWORD = "view-secret";

  private final ConfigurableApplicationContext context;

  private Server(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** With both users of the console, and without the starter's engine. */
  static Server start(Class<?> application, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("amends.console.password=" + OPERATOR_PASSWORD);
    all.add("amends.console.viewer-password=" + VIEWER_PASSWORD);
    return startWithoutUsers(application, all.toArray(String[]::new));
  }

  /** Without the starter's engine, and with those users only that are given. */
  static Server startWithoutUsers(Class<?> application, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("amends.enabled=false");
    all.add(
        "spring.autoconfigure.exclude="
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
    return run(application, all.toArray(String[]::new));
  }

  /** As the application and these properties make it. */
  static Server run(Class<?> application, String... properties) {
    return new Server(
        new SpringApplicationBuilder(application)
            .properties("server.port=0", "spring.main.banner-mode=off", "server.address=127.0.0.1")
            .properties(properties)
            .run());
  }

  int port() {
    return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  Http http() {
    return new Http("http://127.0.0.1:" + port());
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  /** The context of the console's servlet. */
  WebApplicationContext console() {
    return (WebApplicationContext)
        bean(ServletContext.class)
            .getAttribute(
                "org.springframework.web.servlet.FrameworkServlet.CONTEXT."
                    + ConsoleRegistration.SERVLET);
  }

  @Override
  public void close() {
    context.close();
  }
}
