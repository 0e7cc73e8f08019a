package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.account.AccountTakenException;
import org.springframework.http.HttpStatus;

/** Says in whose field a conflict with somebody else's account lies. */
final class Conflicts {
  private static final String CODE = "account.taken";

  private Conflicts() {}

  static ProblemException ofPerson(AccountTakenException taken) {
    String field =
        switch (taken.key()) {
          case LOGIN_ID -> "loginId";
          case EMAIL -> "email";
          case USERNAME -> "username";
        };
    return of(field, taken);
  }

  static ProblemException ofAdmin(AccountTakenException taken) {
    String field =
        switch (taken.key()) {
          case EMAIL -> "adminEmail";
          case LOGIN_ID, USERNAME -> "adminUsername";
        };
    return of(field, taken);
  }

  private static ProblemException of(String field, AccountTakenException taken) {
    String message = String.valueOf(taken.getMessage());
    return ProblemException.of(
        HttpStatus.CONFLICT, CODE, message, new FieldError(field, "taken", message));
  }
}
