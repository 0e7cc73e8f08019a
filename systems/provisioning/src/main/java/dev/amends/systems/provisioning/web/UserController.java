package dev.amends.systems.provisioning.web;

import dev.amends.spring.web.idempotency.IdempotencyKey;
import dev.amends.spring.web.idempotency.Idempotent;
import dev.amends.systems.provisioning.account.AccountTakenException;
import dev.amends.systems.provisioning.operation.Registration;
import dev.amends.systems.provisioning.operation.SignUpAnswer;
import dev.amends.systems.provisioning.operation.UnknownTenantException;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People who sign up. */
@RestController
@RequestMapping("/users")
class UserController {
  private final Registration registration;
  private final UserReader users;

  UserController(Registration registration, UserReader users) {
    this.registration = registration;
    this.users = users;
  }

  @PostMapping
  @Idempotent
  ResponseEntity<UserJson> signUp(@Valid @RequestBody NewUserJson body, IdempotencyKey key) {
    SignUpAnswer answer = signUp(key, body);
    if (answer instanceof SignUpAnswer.Undone undone) {
      throw SignUpProblems.of(undone.cause());
    }
    if (answer instanceof SignUpAnswer.SignedUp signedUp) {
      UUID id = signedUp.accountId();
      return ResponseEntity.created(location(id)).body(users.read(id));
    }
    UUID id = ((SignUpAnswer.Unsettled) answer).accountId();
    return ResponseEntity.accepted().location(location(id)).body(users.read(id));
  }

  private SignUpAnswer signUp(IdempotencyKey key, NewUserJson body) {
    try {
      return registration.signUp(key, body.person());
    } catch (AccountTakenException taken) {
      throw Conflicts.ofPerson(taken);
    } catch (UnknownTenantException unknown) {
      String message = String.valueOf(unknown.getMessage());
      throw ProblemException.of(
          HttpStatus.NOT_FOUND,
          "tenant.not-found",
          message,
          new FieldError("tenantId", "unknown", message));
    }
  }

  private static URI location(UUID id) {
    return URI.create("/users/" + id);
  }

  @GetMapping("/{id}")
  UserJson get(@PathVariable String id) {
    return users.read(Ids.parse("user", id));
  }
}
