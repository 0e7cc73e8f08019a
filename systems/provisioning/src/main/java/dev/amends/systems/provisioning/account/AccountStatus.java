package dev.amends.systems.provisioning.account;

/** How far an account has come. */
public enum AccountStatus {
  /** Written, but its user on Mattermost isn't settled. */
  PENDING,
  /** Its owner can use it. */
  ACTIVE,
  /** Undone; the row stays as the proof that its user on Mattermost was ours. */
  REMOVED
}
