package dev.amends.systems.provisioning.mattermost;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proves that an entity on Mattermost was made by us, and for whom. It is written into a field
 * that the server keeps and gives back: a team's description, a channel's purpose, a user's props,
 * a webhook's display name, a command's description.
 *
 * @param owner what sort of thing of ours it belongs to
 * @param id which one
 */
public record Marker(Owner owner, UUID id) {
  /** The key of the marker among a user's props. */
  static final String PROP = "provisioning";

  private static final Pattern TEXT =
      Pattern.compile(
          "provisioning:(tenant|project|account):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  /** What an entity on Mattermost can belong to. */
  public enum Owner {
    /** A tenant, by the id that it was given when it appeared. */
    TENANT("tenant"),
    /** A project. */
    PROJECT("project"),
    /** An account. */
    ACCOUNT("account");

    private final String word;

    Owner(String word) {
      this.word = word;
    }
  }

  /** The marker of a tenant. */
  public static Marker ofTenant(UUID id) {
    return new Marker(Owner.TENANT, id);
  }

  /** The marker of a project. */
  public static Marker ofProject(UUID id) {
    return new Marker(Owner.PROJECT, id);
  }

  /** The marker of an account. */
  public static Marker ofAccount(UUID id) {
    return new Marker(Owner.ACCOUNT, id);
  }

  /** At most 57 characters, all ASCII. */
  public String text() {
    return "provisioning:" + owner.word + ":" + id;
  }

  /** Whether this very marker stands in the text. */
  public boolean in(String text) {
    return find(text).filter(this::equals).isPresent();
  }

  /** The first marker in a text. */
  public static Optional<Marker> find(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    Owner owner =
        switch (matcher.group(1)) {
          case "tenant" -> Owner.TENANT;
          case "project" -> Owner.PROJECT;
          default -> Owner.ACCOUNT;
        };
    return Optional.of(new Marker(owner, UUID.fromString(matcher.group(2))));
  }
}
