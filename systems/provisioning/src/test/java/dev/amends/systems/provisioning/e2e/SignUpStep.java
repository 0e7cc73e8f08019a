package dev.amends.systems.provisioning.e2e;

/** The calls that a sign-up makes. */
enum SignUpStep {
  USER("POST", "/api/v4/users$"),
  TEAM_MEMBER("POST", "/api/v4/teams/[^/]+/members$"),
  CHANNEL("POST", "/api/v4/channels$"),
  CHANNEL_MEMBER("POST", "/api/v4/channels/[^/]+/members$");

  final String method;
  final String path;

  SignUpStep(String method, String path) {
    this.method = method;
    this.path = path;
  }
}
