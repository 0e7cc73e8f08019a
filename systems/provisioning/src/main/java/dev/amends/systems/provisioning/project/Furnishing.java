package dev.amends.systems.provisioning.project;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a new project finds in place: the tables {@code portal}, {@code menu}, {@code workflow} and
 * {@code work}. Joins the caller's transaction.
 */
public final class Furnishing {
  private static final List<String> MENUS = List.of("Overview", "Board", "Wiki", "Settings");
  private static final List<String> STATES = List.of("Open", "In progress", "Done");

  private final JdbcClient jdbc;

  public Furnishing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes the portal, its menus, the workflow, and the work that all other work hangs below. */
  public void furnish(UUID projectId, String name) {
    jdbc.sql(
            """
            INSERT INTO portal (project_id, title)
            VALUES (:projectId, :title)
            """)
        .param("projectId", projectId)
        .param("title", name)
        .update();
    for (int position = 0; position < MENUS.size(); position++) {
      insertMenu(projectId, position, MENUS.get(position));
    }
    for (int position = 0; position < STATES.size(); position++) {
      insertState(projectId, position, STATES.get(position));
    }
    jdbc.sql(
            """
            INSERT INTO work (id, project_id, title, state)
            VALUES (:id, :projectId, :title, :state)
            """)
        .param("id", UUID.randomUUID())
        .param("projectId", projectId)
        .param("title", name)
        .param("state", STATES.get(0))
        .update();
  }

  private void insertMenu(UUID projectId, int position, String name) {
    jdbc.sql(
            """
            INSERT INTO menu (project_id, position, name)
            VALUES (:projectId, :position, :name)
            """)
        .param("projectId", projectId)
        .param("position", position)
        .param("name", name)
        .update();
  }

  private void insertState(UUID projectId, int position, String state) {
    jdbc.sql(
            """
            INSERT INTO workflow (project_id, position, state)
            VALUES (:projectId, :position, :state)
            """)
        .param("projectId", projectId)
        .param("position", position)
        .param("state", state)
        .update();
  }
}
