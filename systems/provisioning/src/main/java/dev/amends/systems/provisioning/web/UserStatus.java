package dev.amends.systems.provisioning.web;

/** How far a sign-up has come. */
enum UserStatus {
  /** Not settled yet. */
  PENDING,
  /** They are in. */
  ACTIVE,
  /** It waits for a person to decide. */
  FAILED
}
