package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.integration.Integration;
import dev.amends.systems.provisioning.integration.IntegrationReader;
import dev.amends.systems.provisioning.integration.MessengerStatus;
import dev.amends.systems.provisioning.integration.Rerun;
import dev.amends.systems.provisioning.integration.Reruns;
import dev.amends.systems.provisioning.integration.Verification;
import dev.amends.systems.provisioning.project.Project;
import dev.amends.systems.provisioning.project.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A project's integration with Mattermost. */
@RestController
@RequestMapping("/projects/{id}/integrations")
class IntegrationController {
  private final Projects projects;
  private final IntegrationReader reader;
  private final Reruns reruns;
  private final Verification verification;

  IntegrationController(
      Projects projects, IntegrationReader reader, Reruns reruns, Verification verification) {
    this.projects = projects;
    this.reader = reader;
    this.reruns = reruns;
    this.verification = verification;
  }

  /** What a re-run that has started answers. */
  record Started(MessengerStatus messengerStatus) {}

  /** What a check answers. */
  record Missing(List<String> missing) {}

  @GetMapping
  Integration get(@PathVariable String id) {
    return reader.read(project(id));
  }

  @PostMapping("/retry")
  ResponseEntity<Started> retry(@PathVariable String id, HttpServletRequest request) {
    Project project = project(id);
    Rerun rerun = reruns.rerun(project.id(), Actors.of(request));
    return switch (rerun) {
      case STARTED ->
          ResponseEntity.accepted()
              .location(URI.create("/projects/" + project.id() + "/integrations"))
              .body(new Started(reader.status(project.id())));
      case RUNNING ->
          throw ProblemException.of(
              HttpStatus.CONFLICT, "integration.running", "The integration is running already.");
      case NOTHING_LEFT ->
          throw ProblemException.of(
              HttpStatus.CONFLICT, "integration.complete", "There is nothing left to run.");
    };
  }

  @PostMapping("/verify")
  Missing verify(@PathVariable String id, HttpServletRequest request) {
    return verification
        .verify(project(id).id(), Actors.of(request))
        .map(Missing::new)
        .orElseThrow(
            () ->
                ProblemException.of(
                    HttpStatus.CONFLICT,
                    "integration.unfinished",
                    "What is there can be checked once the integration has succeeded."));
  }

  private Project project(String id) {
    return projects
        .find(Ids.parse("project", id))
        .orElseThrow(() -> ProblemException.unknown("project", id));
  }
}
