package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.mattermost.Hooks;
import dev.amends.systems.provisioning.mattermost.IncomingHook;
import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.NewHook;
import java.util.List;

/** Making webhooks, and finding out whether one or more were made. */
final class HookStep {
  private static final String DESCRIPTION = "Notifications of the project";

  private final Hooks hooks;

  HookStep(Hooks hooks) {
    this.hooks = hooks;
  }

  MadeHook make(Made channel, Marker marker) {
    return MadeHook.of(hooks.create(NewHook.marked(channel.id(), DESCRIPTION, marker)));
  }

  List<MadeHook> look(Made team, Marker marker) {
    return hooks.marked(team.id(), marker).stream().map(MadeHook::of).toList();
  }

  void unmake(Made team, Marker marker, MadeHook hook) {
    hooks.marked(team.id(), marker).stream()
        .filter(hook::is)
        .map(IncomingHook::id)
        .forEach(hooks::delete);
  }
}
