package dev.amends.systems.provisioning.web;

import dev.amends.Sagas;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Failure;
import dev.amends.query.SagaView;
import dev.amends.systems.provisioning.account.Account;
import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.saga.SignUp;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads how far a sign-up has come. */
@Component
class UserReader {
  private final Sagas sagas;
  private final Accounts accounts;

  UserReader(Sagas sagas, Accounts accounts) {
    this.sagas = sagas;
    this.accounts = accounts;
  }

  UserJson read(UUID id) {
    Account account =
        accounts.find(id).orElseThrow(() -> ProblemException.unknown("user", id.toString()));
    return switch (account.status()) {
      case ACTIVE -> UserJson.of(account, UserStatus.ACTIVE);
      case PENDING -> UserJson.of(account, parked(id) ? UserStatus.FAILED : UserStatus.PENDING);
      case REMOVED -> throw undone(id);
    };
  }

  private boolean parked(UUID id) {
    return saga(id).filter(saga -> saga.status() == SagaStatus.PARKED).isPresent();
  }

  /** The account is gone; whoever waited for it learns why. */
  private ProblemException undone(UUID id) {
    String why =
        saga(id).map(SagaView::cause).map(Failure::message).orElse("The sign-up was undone.");
    return ProblemException.of(HttpStatus.NOT_FOUND, "user.undone", why);
  }

  private Optional<SagaView> saga(UUID id) {
    return sagas.find(SignUp.class, id.toString());
  }
}
