package dev.amends.systems.provisioning.e2e;

/** The calls that creating a project makes. */
enum ProjectStep {
  TEAM("POST", "/api/v4/teams$", "team"),
  ADMIN_USER("POST", "/api/v4/users$", "admin-user"),
  ADMIN_MEMBER("POST", "/api/v4/teams/[^/]+/members$", "admin-member"),
  ADMIN_ROLE("PUT", "/schemeRoles$", "admin-role"),
  /** One of the two channels, whichever comes first. */
  CHANNEL("POST", "/api/v4/channels$", "channel-"),
  WEBHOOK("POST", "/api/v4/hooks/incoming$", "webhook"),
  COMMAND("POST", "/api/v4/commands$", "command");

  final String method;
  final String path;
  final String row;

  ProjectStep(String method, String path, String row) {
    this.method = method;
    this.path = path;
    this.row = row;
  }
}
