package dev.amends.spring.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application, asked over real HTTP. */
final class Http implements AutoCloseable {
  final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();
  final String url;

  Http(Class<?> application, String... properties) {
    context =
        new SpringApplicationBuilder(application)
            .properties(
                "server.port=0", "spring.main.banner-mode=off", "spring.application.name=shop")
            .properties("spring.jpa.hibernate.ddl-auto=none", "spring.jpa.open-in-view=false")
            .properties(properties)
            .run();
    url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return client.send(request(path, headers).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return client.send(posting(path, body, headers), BodyHandlers.ofString());
  }

  HttpRequest posting(String path, String body, String... headers) {
    return request(path, headers)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  HttpClient client() {
    return client;
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  @Override
  public void close() throws IOException {
    context.close();
  }
}
