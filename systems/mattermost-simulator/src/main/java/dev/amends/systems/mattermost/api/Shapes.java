package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Channel;
import dev.amends.systems.mattermost.entity.ChannelMember;
import dev.amends.systems.mattermost.entity.EntityJson;
import dev.amends.systems.mattermost.entity.Post;
import dev.amends.systems.mattermost.entity.SlashCommand;
import dev.amends.systems.mattermost.entity.Team;
import dev.amends.systems.mattermost.entity.TeamMember;
import dev.amends.systems.mattermost.entity.User;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON a client gets: what is kept, and the fields of the real server that never change here.
 */
final class Shapes {
  private Shapes() {}

  static ObjectNode of(Team team) {
    return node(team)
        .put("email", "")
        .put("company_name", "")
        .put("allowed_domains", "")
        .putNull("scheme_id")
        .putNull("group_constrained")
        .putNull("policy_id")
        .put("cloud_limits_archived", false);
  }

  static ObjectNode of(User user) {
    ObjectNode node = node(user).put("auth_service", "").put("disable_welcome_email", false);
    node.putObject("timezone").put("useAutomaticTimezone", "true");
    return node;
  }

  static ObjectNode of(TeamMember member) {
    String roles = roles("team", member.schemeUser(), member.schemeAdmin());
    return node(member).put("roles", roles).put("explicit_roles", "");
  }

  static ObjectNode of(Channel channel) {
    return node(channel)
        .put("extra_update_at", 0)
        .putNull("scheme_id")
        .putNull("props")
        .putNull("group_constrained")
        .putNull("shared")
        .putNull("policy_id")
        .put("total_msg_count_root", channel.totalMsgCount())
        .put("last_root_post_at", channel.lastPostAt());
  }

  static ObjectNode of(ChannelMember member) {
    String roles = roles("channel", member.schemeUser(), member.schemeAdmin());
    ObjectNode node =
        node(member)
            .put("roles", roles)
            .put("explicit_roles", "")
            .put("scheme_guest", false)
            .put("last_viewed_at", 0)
            .put("msg_count", 0)
            .put("mention_count", 0);
    node.putObject("notify_props").put("desktop", "default").put("mark_unread", "all");
    return node;
  }

  static ObjectNode of(SlashCommand command) {
    return node(command).put("plugin_id", "");
  }

  static ObjectNode of(Post post) {
    ObjectNode node = node(post).put("type", "").put("root_id", "");
    node.remove("hook_id");
    node.putObject("props").put("from_webhook", "true");
    return node;
  }

  private static ObjectNode node(Object entity) {
    return EntityJson.mapper().valueToTree(entity);
  }

  private static String roles(String scope, boolean user, boolean admin) {
    String userRole = user ? scope + "_user" : "";
    String adminRole = admin ? scope + "_admin" : "";
    return (userRole + " " + adminRole).trim();
  }
}
