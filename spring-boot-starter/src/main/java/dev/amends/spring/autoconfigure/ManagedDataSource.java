package dev.amends.spring.autoconfigure;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/** Which data source a transaction manager manages, as far as it tells. */
final class ManagedDataSource {
  private static final boolean JPA =
      ClassUtils.isPresent(
              "org.springframework.orm.jpa.JpaTransactionManager",
              ManagedDataSource.class.getClassLoader())
          && ClassUtils.isPresent(
              "jakarta.persistence.EntityManagerFactory", ManagedDataSource.class.getClassLoader());

  private ManagedDataSource() {}

  /** Whether the manager may manage it: says so, or does not say. */
  static boolean fits(PlatformTransactionManager manager, DataSource dataSource) {
    DataSource managed = of(manager);
    return managed == null || managed == dataSource;
  }

  /** Whether the manager says that it manages it. */
  static boolean is(PlatformTransactionManager manager, DataSource dataSource) {
    return of(manager) == dataSource;
  }

  private static @Nullable DataSource of(PlatformTransactionManager manager) {
    DataSource managed = null;
    if (manager instanceof DataSourceTransactionManager jdbc) {
      managed = jdbc.getDataSource();
    } else if (JPA && Jpa.isManager(manager)) {
      managed = Jpa.dataSource(manager);
    }
    return managed instanceof TransactionAwareDataSourceProxy proxy
        ? proxy.getTargetDataSource()
        : managed;
  }

  /** Loaded only where JPA is there. */
  private static final class Jpa {
    static boolean isManager(PlatformTransactionManager manager) {
      return manager instanceof JpaTransactionManager;
    }

    static @Nullable DataSource dataSource(PlatformTransactionManager manager) {
      return ((JpaTransactionManager) manager).getDataSource();
    }
  }
}
