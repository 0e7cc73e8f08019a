package dev.amends.spring.autoconfigure;

import dev.amends.spring.AmendsDataSource;
import dev.amends.spring.failure.MisconfiguredException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The data source that sagas live in, and the transaction manager that goes with it: those marked
 * with {@link AmendsDataSource}, else the only or primary ones.
 *
 * @param dataSource without a transaction-aware proxy around it
 * @param manager manages transactions of that data source
 */
record EngineDatabase(DataSource dataSource, PlatformTransactionManager manager) {
  /** The engine keeps up to 4 connections, and work of the application needs 2 to go on. */
  static final int SMALLEST_POOL = 6;

  private static final String MARK =
      "Mark the data source that sagas live in, and its transaction manager, with @AmendsDataSource, or make them @Primary.";

  /**
   * Chooses among an application's beans.
   *
   * @throws MisconfiguredException naming the candidates, if there is not exactly one that fits
   */
  static EngineDatabase of(ConfigurableListableBeanFactory beans) {
    DataSource dataSource = chosen(beans, DataSource.class, "DataSource");
    if (dataSource == null) {
      throw noDataSource(beans);
    }
    DataSource target =
        dataSource instanceof TransactionAwareDataSourceProxy proxy
            ? Objects.requireNonNull(proxy.getTargetDataSource())
            : dataSource;
    checkPool(beans, target);
    return new EngineDatabase(target, manager(beans, target));
  }

  private static MisconfiguredException noDataSource(ConfigurableListableBeanFactory beans) {
    String[] names = beans.getBeanNamesForType(DataSource.class);
    if (names.length == 0) {
      return new MisconfiguredException(
          "Sagas live in a database, and this application has no DataSource.",
          "Set spring.datasource.url, or switch the engine off with amends.enabled=false.");
    }
    return new MisconfiguredException(
        "There are %d data sources (%s), and it is not said which one sagas live in."
            .formatted(names.length, String.join(", ", names)),
        MARK);
  }

  private static PlatformTransactionManager manager(
      ConfigurableListableBeanFactory beans, DataSource dataSource) {
    PlatformTransactionManager chosen =
        chosen(beans, PlatformTransactionManager.class, "transaction manager");
    if (chosen != null && ManagedDataSource.fits(chosen, dataSource)) {
      return chosen;
    }
    Map<String, PlatformTransactionManager> all =
        new LinkedHashMap<>(beans.getBeansOfType(PlatformTransactionManager.class));
    if (chosen == null) {
      List<PlatformTransactionManager> fitting =
          all.values().stream().filter(each -> ManagedDataSource.is(each, dataSource)).toList();
      if (fitting.size() == 1) {
        return fitting.get(0);
      }
    }
    throw new MisconfiguredException(
        chosen == null
            ? "None, or more than one, of the transaction managers %s manages the data source that sagas live in."
                .formatted(all.keySet())
            : "The transaction manager %s manages another data source than the one that sagas live in, so that a local step and its checkpoint would be two transactions."
                .formatted(chosen.getClass().getSimpleName()),
        MARK);
  }

  /** The marked bean, else the only or primary one; null when there is no such. */
  private static <T> @Nullable T chosen(
      ConfigurableListableBeanFactory beans, Class<T> type, String word) {
    List<String> marked =
        Arrays.stream(beans.getBeanNamesForType(type))
            .filter(name -> beans.findAnnotationOnBean(name, AmendsDataSource.class) != null)
            .toList();
    if (marked.size() > 1) {
      throw new MisconfiguredException(
          "Several beans of the kind %s are marked with @AmendsDataSource: %s."
              .formatted(word, marked),
          "Mark one of them.");
    }
    return marked.isEmpty()
        ? beans.getBeanProvider(type).getIfUnique()
        : beans.getBean(marked.get(0), type);
  }

  private static void checkPool(ConfigurableListableBeanFactory beans, DataSource dataSource) {
    int size =
        beans
            .getBeanProvider(DataSourcePoolMetadataProvider.class)
            .orderedStream()
            .map(provider -> provider.getDataSourcePoolMetadata(dataSource))
            .filter(Objects::nonNull)
            .map(DataSourcePoolMetadata::getMax)
            .filter(most -> most != null && most > 0)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    if (size < SMALLEST_POOL) {
      throw new MisconfiguredException(
          "The connection pool has at most %d connections. The engine keeps up to 4 for journal and lease, and the application's own work needs at least 2."
              .formatted(size),
          "Set spring.datasource.hikari.maximum-pool-size to %d or more, 10 is usual."
              .formatted(SMALLEST_POOL));
    }
  }
}
