package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Store;
import dev.amends.systems.mattermost.store.Tables;
import java.time.InstantSource;
import java.util.function.Function;

/** What the calls work with: the state, the time and new ids. */
final class Workspace {
  private final Store store;
  private final InstantSource clock;
  private final Ids ids;

  Workspace(Store store, InstantSource clock, Ids ids) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
  }

  Answer read(Function<Tables, Answer> call) {
    return store.read(call);
  }

  Answer write(Function<ChangeSet, Answer> call) {
    Store.Written<Answer> written = store.write(call);
    return written.value().withEffect(written.changed());
  }

  long now() {
    return clock.millis();
  }

  String newId() {
    return ids.next();
  }
}
