package dev.amends.systems.provisioning.operation;

import dev.amends.Sagas;
import dev.amends.error.EngineNotRunningException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.plan.Outline;
import dev.amends.systems.provisioning.integration.Catalogue;
import dev.amends.systems.provisioning.mattermost.MattermostException;
import dev.amends.systems.provisioning.tenant.Tenant;
import dev.amends.systems.provisioning.tenant.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.ResourceAccessException;

/**
 * What is done once the service has started and before it takes requests: the catalogue is written
 * from the definitions, and the teams of all tenants are looked for. Several nodes may do so at
 * once. While the database can't be reached, it is put off.
 */
public final class Beginning implements ApplicationRunner {
  private static final String ACTOR = "provisioning";
  private static final int BATCH = 100;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final ApplicationArguments NO_ARGUMENTS = new DefaultApplicationArguments();
  private static final Logger log = LoggerFactory.getLogger(Beginning.class);

  private final Sagas sagas;
  private final Catalogue catalogue;
  private final Tenants tenants;
  private final TenantTeams teams;
  private final TransactionOperations transactions;
  private final TaskScheduler scheduler;
  private final List<String> initialTenants;

  public Beginning(
      Sagas sagas,
      Catalogue catalogue,
      Tenants tenants,
      TenantTeams teams,
      TransactionOperations transactions,
      TaskScheduler scheduler,
      List<String> initialTenants) {
    this.sagas = sagas;
    this.catalogue = catalogue;
    this.tenants = tenants;
    this.teams = teams;
    this.transactions = transactions;
    this.scheduler = scheduler;
    this.initialTenants = List.copyOf(initialTenants);
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!begun()) {
      later();
    }
  }

  private void later() {
    ScheduledFuture<?> unused =
        scheduler.schedule(() -> run(NO_ARGUMENTS), scheduler.getClock().instant().plus(PAUSE));
  }

  private boolean begun() {
    try {
      begin();
      return true;
    } catch (EngineNotRunningException
        | StoreUnavailableException
        | DataAccessResourceFailureException
        | CannotCreateTransactionException away) {
      log.warn("The beginning waits for the database: {}", away.toString());
      return false;
    }
  }

  private void begin() {
    sagas.outlines().stream().filter(Beginning::callsApis).forEach(this::write);
    initialTenants.forEach(this::appear);
    ScheduledFuture<?> unused =
        scheduler.schedule(this::checkTeams, scheduler.getClock().instant());
  }

  /** Not while others wait for the start: Mattermost may be away. */
  private void checkTeams() {
    String last = "";
    List<Tenant> page;
    do {
      page = tenants.page(last, BATCH);
      for (Tenant tenant : page) {
        checkTeam(tenant);
        last = tenant.id();
      }
    } while (page.size() == BATCH);
  }

  private void checkTeam(Tenant tenant) {
    try {
      teams.check(tenant);
    } catch (MattermostException | ResourceAccessException notNow) {
      log.warn("The team of tenant {} can't be looked for: {}", tenant.id(), notNow.toString());
    }
  }

  private static boolean callsApis(Outline definition) {
    return definition.steps().stream().anyMatch(step -> step.api() != null);
  }

  private void write(Outline definition) {
    repeatedly(() -> catalogue.write(definition));
  }

  private void appear(String tenantId) {
    repeatedly(() -> teams.appear(tenantId, ACTOR));
  }

  /** A node that does the same at this moment is through the second time. */
  private void repeatedly(Runnable work) {
    try {
      transactions.executeWithoutResult(status -> work.run());
    } catch (DuplicateKeyException raced) {
      transactions.executeWithoutResult(status -> work.run());
    }
  }
}
