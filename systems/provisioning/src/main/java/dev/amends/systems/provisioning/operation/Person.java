package dev.amends.systems.provisioning.operation;

/** Somebody who wants to sign up. E-mail address and user name are lower-cased. */
public record Person(
    String tenantId, String loginId, String email, String username, String name, String password) {
  @Override
  public String toString() {
    return "Person[tenantId=%s]".formatted(tenantId);
  }
}
