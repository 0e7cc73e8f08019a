package dev.amends.bench.peers.event;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.peers.load.Ends;
import dev.amends.bench.peers.load.Peer;
import dev.amends.bench.peers.load.Threads;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.task.TaskDecorator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Modulith: an event that is published in a transaction, and a listener after it. */
public final class ModulithPeer implements Peer {
  /** Events that are marked as complete. */
  public static final String PROOF =
      "SELECT count(*) FROM event_publication WHERE status = 'COMPLETED'";

  private static final int THREADS = 16;
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "spring.modulith.events.completion-mode",
          "update",
          "spring.modulith.events.jdbc.schema-initialization.enabled",
          "true",
          "spring.task.execution.pool.core-size",
          THREADS,
          "spring.task.execution.pool.max-size",
          THREADS);

  private final ExecutorService publishers = Threads.fixed("publisher", THREADS);
  private final HikariDataSource pool;
  private final Ends ends;
  private final ConfigurableApplicationContext context;
  private final TransactionTemplate transactions;

  private ModulithPeer(Server server, Ends ends) {
    this.ends = ends;
    pool = server.pool(2 * THREADS + 8);
    SpringApplication application = new SpringApplication(ModulithApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(SETTINGS);
    application.addInitializers(starting -> register((GenericApplicationContext) starting));
    context = application.run();
    transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
  }

  /** Starts an application. */
  public static Peer open(Server server, int inFlight, Ends ends) {
    return new ModulithPeer(server, ends);
  }

  private void register(GenericApplicationContext starting) {
    starting.registerBean(DataSource.class, () -> pool);
    starting.registerBean(TaskDecorator.class, () -> new Completions(ends));
    starting.registerBean(MailListener.class, MailListener::new);
  }

  @Override
  public void begin(long unit) {
    publishers.execute(() -> publish(unit));
  }

  private void publish(long unit) {
    MailRequested event = new MailRequested(unit, "customer-" + unit + "@example.org");
    try {
      transactions.executeWithoutResult(status -> context.publishEvent(event));
    } catch (Throwable failed) {
      ends.failed(failed);
    }
  }

  @Override
  public void close() {
    Threads.stop(publishers);
    context.close();
    pool.close();
  }
}
