package dev.amends.systems.provisioning.integration;

import dev.amends.definition.Api;
import dev.amends.plan.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The catalogue of APIs: the tables {@code service} and {@code service_api}. Joins the caller's
 * transaction.
 */
public final class Catalogue {
  private final JdbcClient jdbc;

  public Catalogue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The id of the service that a saga does: {@code user.sign-up} is {@code USER_SIGNUP}. */
  public static String serviceId(String saga) {
    return saga.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Writes down what a definition says, in place of what was there.
   *
   * @throws org.springframework.dao.DuplicateKeyException if another node does so at this moment
   */
  public void write(Outline definition) {
    String id = serviceId(definition.type());
    int present =
        jdbc.sql(
                """
                UPDATE service
                   SET updated_at = CURRENT_TIMESTAMP
                 WHERE svc_id = :id
                """)
            .param("id", id)
            .update();
    if (present == 0) {
      jdbc.sql(
              """
              INSERT INTO service (svc_id, saga)
              VALUES (:id, :saga)
              """)
          .param("id", id)
          .param("saga", definition.type())
          .update();
    }
    jdbc.sql(
            """
            DELETE FROM service_api
             WHERE svc_id = :id
            """)
        .param("id", id)
        .update();
    List<ServiceApi> apis = apis(definition);
    for (int position = 0; position < apis.size(); position++) {
      insert(id, position, apis.get(position));
    }
  }

  private void insert(String serviceId, int position, ServiceApi api) {
    jdbc.sql(
            """
            INSERT INTO service_api (svc_id, position, name, api, method, url)
            VALUES (:id, :position, :name, :api, :method, :url)
            """)
        .param("id", serviceId)
        .param("position", position)
        .param("name", api.name())
        .param("api", api.api())
        .param("method", api.method())
        .param("url", api.url())
        .update();
  }

  private static List<ServiceApi> apis(Outline definition) {
    List<ServiceApi> apis = new ArrayList<>();
    for (Outline.Line step : definition.steps()) {
      Api api = step.api();
      if (api != null) {
        apis.add(new ServiceApi(step.name(), api.name(), api.method(), api.url()));
      }
    }
    return apis;
  }

  /** Services in the order of their ids, from the one after the given one. */
  public List<ServiceEntry> services(@Nullable String after, int limit) {
    return jdbc.sql(
            """
            SELECT svc_id AS id, saga
              FROM service
             WHERE svc_id > :after
             ORDER BY svc_id
             FETCH FIRST :limit ROWS ONLY
            """)
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query(ServiceEntry.class)
        .list();
  }

  /** Whether there is such a service. */
  public boolean contains(String serviceId) {
    return jdbc.sql(
                """
                SELECT COUNT(*)
                  FROM service
                 WHERE svc_id = :id
                """)
            .param("id", serviceId)
            .query(Long.class)
            .single()
        > 0;
  }

  /** The APIs of a service in the order of its steps, from the given place on. */
  public List<ServiceApi> apis(String serviceId, int from, int limit) {
    return jdbc.sql(
            """
            SELECT name, api, method, url
              FROM service_api
             WHERE svc_id = :id AND position >= :from
             ORDER BY position
             FETCH FIRST :limit ROWS ONLY
            """)
        .param("id", serviceId)
        .param("from", from)
        .param("limit", limit)
        .query(ServiceApi.class)
        .list();
  }
}
