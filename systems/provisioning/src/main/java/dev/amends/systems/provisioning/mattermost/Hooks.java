package dev.amends.systems.provisioning.mattermost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpMethod;

/** Incoming webhooks. They have no unique key: every call makes another one. */
public final class Hooks {
  private static final int PAGE = 100;
  private static final int MAX_PAGES = 1_000;

  private final Calls calls;

  Hooks(Calls calls) {
    this.calls = calls;
  }

  /** Makes a webhook. */
  public IncomingHook create(NewHook hook) {
    return calls.send(HttpMethod.POST, IncomingHook.class, hook, "/hooks/incoming");
  }

  /** All webhooks of a team that carry the marker, oldest first. */
  public List<IncomingHook> marked(String teamId, Marker marker) {
    List<IncomingHook> found = new ArrayList<>();
    for (int number = 0; number < MAX_PAGES; number++) {
      List<IncomingHook> page =
          calls.list(
              IncomingHook.class,
              "/hooks/incoming?team_id={team}&page={page}&per_page={size}",
              teamId,
              number,
              PAGE);
      page.stream()
          .filter(hook -> hook.deleteAt() == 0 && marker.in(hook.displayName()))
          .forEach(found::add);
      if (page.size() < PAGE) {
        found.sort(Comparator.comparing(IncomingHook::createAt).thenComparing(IncomingHook::id));
        return found;
      }
    }
    throw new IllegalStateException(
        "Team %s has more than %d webhooks; none was looked at further"
            .formatted(teamId, PAGE * MAX_PAGES));
  }

  /** Deletes a webhook. */
  public void delete(String id) {
    calls.delete("/hooks/incoming/{id}", id);
  }
}
