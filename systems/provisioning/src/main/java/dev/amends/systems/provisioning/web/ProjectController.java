package dev.amends.systems.provisioning.web;

import dev.amends.spring.web.idempotency.IdempotencyKey;
import dev.amends.spring.web.idempotency.Idempotent;
import dev.amends.systems.provisioning.account.AccountTakenException;
import dev.amends.systems.provisioning.integration.IntegrationReader;
import dev.amends.systems.provisioning.integration.MessengerStatus;
import dev.amends.systems.provisioning.operation.ProjectCreation;
import dev.amends.systems.provisioning.project.Project;
import dev.amends.systems.provisioning.project.Projects;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Projects. */
@RestController
@RequestMapping("/projects")
class ProjectController {
  private final ProjectCreation creation;
  private final Projects projects;
  private final IntegrationReader integrations;

  ProjectController(ProjectCreation creation, Projects projects, IntegrationReader integrations) {
    this.creation = creation;
    this.projects = projects;
    this.integrations = integrations;
  }

  @PostMapping
  @Idempotent
  ResponseEntity<ProjectJson> create(
      @Valid @RequestBody NewProjectJson body, IdempotencyKey key, HttpServletRequest request) {
    Project project;
    try {
      project = creation.create(key, body.wish(), Actors.of(request));
    } catch (AccountTakenException taken) {
      throw Conflicts.ofAdmin(taken);
    }
    return ResponseEntity.created(URI.create("/projects/" + project.id()))
        .body(ProjectJson.of(project, integrations.status(project.id())));
  }

  @GetMapping
  PageJson<ProjectJson> list(
      @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
    int size = Paging.limit(limit);
    List<Project> found = projects.page(Paging.place(after), size + 1);
    PageJson<Project> page = PageJson.of(found, size, project -> Long.toString(project.seq()));
    Map<UUID, MessengerStatus> statuses =
        integrations.statuses(page.items().stream().map(Project::id).toList());
    return page.map(
        project -> ProjectJson.of(project, Objects.requireNonNull(statuses.get(project.id()))));
  }

  @GetMapping("/{id}")
  ProjectJson get(@PathVariable String id) {
    Project project =
        projects
            .find(Ids.parse("project", id))
            .orElseThrow(() -> ProblemException.unknown("project", id));
    return ProjectJson.of(project, integrations.status(project.id()));
  }
}
