package dev.amends.bench.peers.job;

/** The table of db-scheduler, with the indexes that it needs without priorities. */
public final class ScheduledTasks {
  /** Chains that have left the table; it deletes what is complete. */
  public static final String PROOF =
      """
      SELECT n_tup_del - (SELECT count(*) FROM scheduled_tasks)
      FROM pg_stat_user_tables WHERE relname = 'scheduled_tasks'
      """;

  static final String[] ALL = {
    """
    CREATE TABLE scheduled_tasks (
      task_name text NOT NULL,
      task_instance text NOT NULL,
      task_data bytea,
      execution_time timestamptz NOT NULL,
      picked boolean NOT NULL,
      picked_by text,
      last_success timestamptz,
      last_failure timestamptz,
      consecutive_failures integer,
      last_heartbeat timestamptz,
      version bigint NOT NULL,
      PRIMARY KEY (task_name, task_instance))
    """,
    "CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time)",
    "CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat)"
  };

  private ScheduledTasks() {}
}
