package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.postgres.PostgresAddress;
import dev.amends.systems.launcher.system.FileDatabase;
import dev.amends.systems.launcher.system.ServiceDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where services keep their data. */
public sealed interface Storage {

  /** The properties that lead a service there. */
  List<String> properties(ServiceDescription service, DataFolder folder);

  /** Whether several processes can use it. */
  boolean isShared();

  /** In files of the data folder. */
  record Files() implements Storage {
    @Override
    public List<String> properties(ServiceDescription service, DataFolder folder) {
      Optional<FileDatabase> database = service.database();
      return database
          .map(found -> Storage.properties(found.urlIn(folder.path()), found.user(), ""))
          .orElse(List.of());
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  /**
   * In the system's own PostgreSQL, a database for each service, called like the service.
   *
   * @param address where it is
   */
  record OwnPostgres(PostgresAddress address) implements Storage {
    @Override
    public List<String> properties(ServiceDescription service, DataFolder folder) {
      return Storage.properties(address.url(service.name()), PostgresAddress.USER, "postgres");
    }

    @Override
    public boolean isShared() {
      return true;
    }
  }

  /**
   * In a server that runs already.
   *
   * @param url its JDBC URL; {@code {service}} stands for the name of the service
   * @param user its user; empty if the URL says it
   * @param password its password; empty if the URL says it, or there is none
   */
  record External(String url, Optional<String> user, Optional<String> password) implements Storage {
    static final String SERVICE = "{service}";

    @Override
    public List<String> properties(ServiceDescription service, DataFolder folder) {
      List<String> properties = new ArrayList<>();
      properties.add("--spring.datasource.url=" + url.replace(SERVICE, service.name()));
      user.ifPresent(name -> properties.add("--spring.datasource.username=" + name));
      password.ifPresent(secret -> properties.add("--spring.datasource.password=" + secret));
      return properties;
    }

    @Override
    public boolean isShared() {
      return true;
    }
  }

  private static List<String> properties(String url, String user, String password) {
    return List.of(
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=" + user,
        "--spring.datasource.password=" + password);
  }
}
