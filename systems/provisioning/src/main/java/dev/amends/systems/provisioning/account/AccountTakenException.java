package dev.amends.systems.provisioning.account;

/** A living account has the same login id, e-mail address or user name already. */
public final class AccountTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final AccountKey key;

  public AccountTakenException(AccountKey key) {
    super("There is an account with this %s already.".formatted(key.words()));
    this.key = key;
  }

  /** What it has in common. */
  public AccountKey key() {
    return key;
  }
}
