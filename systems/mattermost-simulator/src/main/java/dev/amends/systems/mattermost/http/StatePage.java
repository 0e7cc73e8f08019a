package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.fault.ActiveFault;
import java.time.Instant;
import java.util.List;

/** The state as one page of plain HTML: no script, nothing to load. */
final class StatePage {
  static final String CONTENT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

  private static final int MAX_ROWS = 500;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Mattermost simulator</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem; color: #1d2433; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; }
      div { overflow-x: auto; }
      table { border-collapse: collapse; }
      th, td { text-align: left; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid #d8dce5; }
      td { font-variant-numeric: tabular-nums; }
      </style>
      </head>
      <body>
      <h1>Mattermost simulator</h1>
      <p>A stand-in for a Mattermost server. As JSON: <a href="/state">state</a>,
      <a href="/faults">faults</a>, <a href="/faults/calls">calls</a>,
      <a href="/settings">settings</a>.</p>
      """;

  private final StringBuilder html = new StringBuilder(HEAD);

  private StatePage() {}

  static String render(Snapshot state, List<ActiveFault> faults) {
    StatePage page = new StatePage();
    page.faults(faults);
    page.teamsAndUsers(state);
    page.channels(state);
    page.integrations(state);
    return page.html.append("</body>\n</html>\n").toString();
  }

  private void faults(List<ActiveFault> faults) {
    table(
        "Faults",
        List.of("Id", "Method", "Path", "Mode", "Left", "Hits"),
        faults.stream()
            .map(
                fault ->
                    List.of(
                        fault.id(),
                        fault.method() == null ? "any" : fault.method(),
                        fault.path(),
                        fault.mode(),
                        fault.remaining() == null ? "until deleted" : "" + fault.remaining(),
                        "" + fault.hits()))
            .toList());
  }

  private void teamsAndUsers(Snapshot state) {
    table(
        "Teams",
        List.of("Name", "Display name", "Id", "Deleted"),
        state.teams().stream()
            .map(
                team ->
                    List.of(
                        team.name(), team.displayName(), team.id(), time(team.stamps().deleteAt())))
            .toList());
    table(
        "Users",
        List.of("User name", "E-mail", "Id", "Deactivated"),
        state.users().stream()
            .map(
                user ->
                    List.of(
                        user.username(), user.email(), user.id(), time(user.stamps().deleteAt())))
            .toList());
    table(
        "Team members",
        List.of("Team", "User", "Admin", "Left"),
        state.members().stream()
            .map(
                member ->
                    List.of(
                        member.teamId(),
                        member.userId(),
                        member.schemeAdmin() ? "yes" : "",
                        time(member.deleteAt())))
            .toList());
  }

  private void channels(Snapshot state) {
    table(
        "Channels",
        List.of("Name", "Type", "Team", "Id", "Posts", "Archived"),
        state.channels().stream()
            .map(
                channel ->
                    List.of(
                        channel.name(),
                        channel.type(),
                        channel.teamId(),
                        channel.id(),
                        "" + channel.totalMsgCount(),
                        time(channel.stamps().deleteAt())))
            .toList());
    table(
        "Channel members",
        List.of("Channel", "User"),
        state.channelMembers().stream()
            .map(member -> List.of(member.channelId(), member.userId()))
            .toList());
  }

  private void integrations(Snapshot state) {
    table(
        "Incoming webhooks",
        List.of("Display name", "Channel", "Team", "Id", "Deleted"),
        state.hooks().stream()
            .map(
                hook ->
                    List.of(
                        hook.displayName(),
                        hook.channelId(),
                        hook.teamId(),
                        hook.id(),
                        time(hook.stamps().deleteAt())))
            .toList());
    table(
        "Slash commands",
        List.of("Trigger", "URL", "Team", "Id", "Deleted"),
        state.commands().stream()
            .map(
                command ->
                    List.of(
                        command.trigger(),
                        command.url(),
                        command.teamId(),
                        command.id(),
                        time(command.stamps().deleteAt())))
            .toList());
  }

  private void table(String title, List<String> columns, List<List<String>> rows) {
    html.append("<h2>").append(title).append(" (").append(rows.size()).append(")</h2>\n");
    if (rows.isEmpty()) {
      return;
    }
    html.append("<div><table>\n<tr>");
    columns.forEach(column -> html.append("<th scope=\"col\">").append(column).append("</th>"));
    html.append("</tr>\n");
    rows.stream().limit(MAX_ROWS).forEach(this::row);
    html.append("</table></div>\n");
    if (rows.size() > MAX_ROWS) {
      html.append("<p>Only the first ").append(MAX_ROWS).append(" are shown.</p>\n");
    }
  }

  private void row(List<String> cells) {
    html.append("<tr>");
    cells.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
    html.append("</tr>\n");
  }

  private static String time(long millis) {
    return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
