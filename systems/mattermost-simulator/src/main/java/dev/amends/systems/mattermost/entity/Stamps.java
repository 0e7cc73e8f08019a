package dev.amends.systems.mattermost.entity;

/**
 * When an entity was made, last changed and deleted, in milliseconds since the epoch. A deletion
 * time of 0 means that it was not deleted: soft deletion keeps the entity, and its name taken.
 */
public record Stamps(long createAt, long updateAt, long deleteAt) {

  /** The stamps of an entity made at that time. */
  public static Stamps madeAt(long now) {
    return new Stamps(now, now, 0);
  }

  /** The stamps after a change at that time. */
  public Stamps changed(long now) {
    return new Stamps(createAt, now, deleteAt);
  }

  /** The stamps after a soft deletion at that time. */
  public Stamps deleted(long now) {
    return new Stamps(createAt, now, now);
  }

  /** The stamps after a soft deletion was taken back at that time. */
  public Stamps restored(long now) {
    return new Stamps(createAt, now, 0);
  }

  /** Whether the entity is soft-deleted. */
  public boolean gone() {
    return deleteAt > 0;
  }
}
