package dev.amends.systems.provisioning.service;

import dev.amends.spi.Interceptor;
import dev.amends.spi.Invocation;
import dev.amends.systems.provisioning.ProvisioningApplication;
import dev.amends.systems.provisioning.saga.NewProject;
import dev.amends.systems.provisioning.saga.NewSignUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The service, made to stand still at a place that a project's or person's name gives: "stop before
 * action team" stops before the call of step team, "stop after action team" when its effect is
 * there and nobody has written that down, and "stop after undo user" likewise on the way back. A
 * file named after the place tells that it got there. Whoever waits for that kills it then.
 */
public final class StoppingService {
  private static final String WORD = "stop ";

  private StoppingService() {}

  public static void main(String[] arguments) {
    SpringApplication.run(Stopping.class, arguments);
  }

  @Configuration(proxyBeanMethods = false)
  @Import(ProvisioningApplication.class)
  static class Stopping {
    @Bean
    @ConditionalOnProperty("stopping.folder")
    Interceptor stopping(Environment environment) {
      Path folder = Path.of(environment.getRequiredProperty("stopping.folder"));
      return new Interceptor() {
        @Override
        public <T> T around(Invocation invocation, Callable<T> next) throws Exception {
          stop(folder, "before", invocation);
          T result = next.call();
          stop(folder, "after", invocation);
          return result;
        }
      };
    }
  }

  private static void stop(Path folder, String side, Invocation invocation)
      throws IOException, InterruptedException {
    String work = invocation.work().name().toLowerCase(Locale.ROOT);
    String place = side + " " + work + " " + invocation.step();
    String name = name(invocation.run().input());
    if (name.endsWith(WORD + place)) {
      Files.writeString(folder.resolve(place + " of " + name.split(" ", -1)[0]), "");
      new CountDownLatch(1).await();
    }
  }

  private static String name(Object input) {
    if (input instanceof NewProject project) {
      return project.name();
    }
    return input instanceof NewSignUp person ? person.name() : "";
  }
}
