package dev.amends.systems.mattermost.api;

/** The refusals that more than one call can meet. */
final class Refusals {
  private Refusals() {}

  static Answer body(String parameter) {
    return Answer.refused(
        400,
        "api.context.invalid_body_param.app_error",
        "The request body is missing " + parameter + " or has no valid one.");
  }

  static Answer url(String parameter) {
    return Answer.refused(
        400, "api.context.invalid_url_param.app_error", "The URL has no valid " + parameter + ".");
  }

  static Answer permission() {
    return Answer.refused(
        403, "api.context.permissions.app_error", "You are not permitted to do this.");
  }

  static Answer session() {
    return Answer.refused(
        401, "api.context.session_expired.app_error", "The session is invalid or over: log in.");
  }

  static Answer route(String path) {
    return Answer.refused(404, "api.context.404.app_error", "There is no API call " + path + ".");
  }

  static Answer teamMissing() {
    return Answer.refused(404, "app.team.get.find.app_error", "The team does not exist.");
  }

  static Answer userMissing() {
    return Answer.refused(404, "app.user.missing_account.const", "The user does not exist.");
  }

  static Answer teamMemberMissing() {
    return Answer.refused(
        404, "app.team.get_member.missing.app_error", "The user was never in this team.");
  }

  static Answer channelMissing() {
    return Answer.refused(404, "app.channel.get.existing.app_error", "The channel does not exist.");
  }

  static Answer channelMemberMissing() {
    return Answer.refused(
        404, "app.channel.get_member.missing.app_error", "The user is not in this channel.");
  }

  static Answer permanentDeletion(String what) {
    return Answer.refused(
        401,
        "api.user.delete_" + what + ".not_enabled.app_error",
        "Deleting a " + what + " for good is not enabled on this server.");
  }
}
