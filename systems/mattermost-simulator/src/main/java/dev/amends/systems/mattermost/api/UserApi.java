package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Stamps;
import dev.amends.systems.mattermost.entity.User;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Users. */
final class UserApi {
  private final Workspace workspace;
  private final Supplier<Settings> settings;

  UserApi(Workspace workspace, Supplier<Settings> settings) {
    this.workspace = workspace;
    this.settings = settings;
  }

  /** What a caller says of a user; the same fields make and change one. */
  record UserFields(
      @Nullable String id,
      @Nullable String username,
      @Nullable String email,
      @Nullable String password,
      @Nullable String nickname,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String position,
      @Nullable String locale,
      @Nullable Map<String, String> props) {

    User on(User user, Stamps stamps) {
      return new User(
          user.id(),
          stamps,
          Names.lower(Objects.requireNonNullElse(username, user.username())),
          Names.lower(Objects.requireNonNullElse(email, user.email())),
          Objects.requireNonNullElse(nickname, user.nickname()),
          Objects.requireNonNullElse(firstName, user.firstName()),
          Objects.requireNonNullElse(lastName, user.lastName()),
          Objects.requireNonNullElse(position, user.position()),
          user.roles(),
          Objects.requireNonNullElse(locale, user.locale()),
          Objects.requireNonNullElse(props, user.props()));
    }
  }

  record Activity(@Nullable Boolean active) {}

  Answer create(ApiRequest request) {
    Optional<UserFields> body = request.body(UserFields.class);
    if (body.isEmpty()) {
      return Refusals.body("user");
    }
    return workspace.write(changes -> create(body.get(), changes));
  }

  private Answer create(UserFields wanted, ChangeSet changes) {
    Stamps stamps = Stamps.madeAt(workspace.now());
    // A user that was given no name is named by a new id, like the real server does.
    User blank =
        new User(
            workspace.newId(),
            stamps,
            workspace.newId(),
            "",
            "",
            "",
            "",
            "",
            "system_user",
            "en",
            Map.of());
    User user = wanted.on(blank, stamps);
    Optional<Answer> refusal =
        UserRules.password(Objects.requireNonNullElse(wanted.password(), ""))
            .or(() -> UserRules.fields(user))
            .or(() -> existing(wanted))
            .or(() -> UserRules.taken(user, everybody(changes.tables())));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    changes.put(user);
    return Answer.created(Shapes.of(user));
  }

  private static Optional<Answer> existing(UserFields wanted) {
    return Optional.ofNullable(wanted.id())
        .filter(id -> !id.isEmpty())
        .map(
            id ->
                Answer.refused(
                    400, "app.user.save.existing.app_error", "A new user has no id yet."));
  }

  private static Stream<User> everybody(Tables tables) {
    return Stream.concat(tables.users().rows(), Stream.of(ServiceAccount.USER));
  }

  Answer list(ApiRequest request) {
    return workspace.read(
        tables ->
            Answer.ok(request.page().of(everybody(tables)).stream().map(Shapes::of).toList()));
  }

  Answer byId(ApiRequest request) {
    String id = request.variable("user_id");
    return first(user -> user.id().equals(id), Refusals::userMissing);
  }

  Answer byEmail(ApiRequest request) {
    String email = Names.lower(request.variable("email"));
    if (!Names.validEmail(email)) {
      return Refusals.url("email");
    }
    return first(user -> user.email().equals(email), Refusals::userMissing);
  }

  Answer byUsername(ApiRequest request) {
    // The real server takes no capitals here, though it lower-cases the names it is given.
    String name = request.variable("username");
    if (!Names.validUser(name)) {
      return Refusals.body("username");
    }
    return first(
        user -> user.username().equals(name),
        () ->
            Answer.refused(
                404, "app.user.get_by_username.app_error", "No user has this user name."));
  }

  private Answer first(Predicate<User> wanted, Supplier<Answer> missing) {
    return workspace.read(
        tables ->
            everybody(tables)
                .filter(wanted)
                .findFirst()
                .map(user -> Answer.ok(Shapes.of(user)))
                .orElseGet(missing));
  }

  Answer patch(ApiRequest request) {
    Optional<UserFields> body = request.body(UserFields.class);
    if (body.isEmpty()) {
      return Refusals.body("user");
    }
    return workspace.write(
        changes ->
            changes
                .tables()
                .users()
                .find(request.variable("user_id"))
                .map(user -> patch(body.get(), user, changes))
                .orElseGet(() -> Refusals.body("user_id")));
  }

  private Answer patch(UserFields patch, User old, ChangeSet changes) {
    User user = patch.on(old, old.stamps().changed(workspace.now()));
    Optional<Answer> refusal =
        Optional.ofNullable(patch.password())
            .flatMap(UserRules::password)
            .or(() -> UserRules.fields(user))
            .or(() -> UserRules.taken(user, everybody(changes.tables())));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    changes.put(user);
    return Answer.ok(Shapes.of(user));
  }

  Answer setActive(ApiRequest request) {
    Boolean active = request.body(Activity.class).map(Activity::active).orElse(null);
    if (active == null) {
      return Refusals.body("active");
    }
    return changing(request, (changes, user) -> setActive(active, user, changes));
  }

  private Answer setActive(boolean active, User user, ChangeSet changes) {
    long now = workspace.now();
    changes.put(user.with(active ? user.stamps().restored(now) : user.stamps().deleted(now)));
    return Answer.done();
  }

  Answer delete(ApiRequest request) {
    boolean permanent = request.flag("permanent");
    return changing(
        request,
        (changes, user) -> {
          if (!permanent) {
            return setActive(false, user, changes);
          }
          if (!settings.get().userDeletion()) {
            return Refusals.permanentDeletion("user");
          }
          dropWithAll(user, changes);
          return Answer.done();
        });
  }

  private static void dropWithAll(User user, ChangeSet changes) {
    Tables tables = changes.tables();
    String id = user.id();
    tables.hooks().rows().filter(hook -> hook.userId().equals(id)).forEach(changes::drop);
    tables.commands().rows().filter(own -> own.creatorId().equals(id)).forEach(changes::drop);
    tables.channelMembers().rows().filter(in -> in.userId().equals(id)).forEach(changes::drop);
    tables.posts().rows().filter(post -> post.userId().equals(id)).forEach(changes::drop);
    tables.members().rows().filter(in -> in.userId().equals(id)).forEach(changes::drop);
    changes.drop(user);
  }

  private interface UserCall {
    Answer on(ChangeSet changes, User user);
  }

  private Answer changing(ApiRequest request, UserCall call) {
    return workspace.write(
        changes ->
            changes
                .tables()
                .users()
                .find(request.variable("user_id"))
                .map(user -> call.on(changes, user))
                .orElseGet(Refusals::userMissing));
  }
}
