package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.integration.IntegrationReader;
import dev.amends.systems.provisioning.project.Project;
import dev.amends.systems.provisioning.project.Projects;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Mattermost calls when somebody uses a project's slash command. */
@RestController
class CommandController {
  private final Projects projects;
  private final IntegrationReader integrations;

  CommandController(Projects projects, IntegrationReader integrations) {
    this.projects = projects;
    this.integrations = integrations;
  }

  /** An answer that only the person who used the command sees. */
  record Message(String response_type, String text) {}

  @PostMapping("/projects/{id}/command")
  Message answer(@PathVariable String id) {
    Project project =
        projects
            .find(Ids.parse("project", id))
            .orElseThrow(() -> ProblemException.unknown("project", id));
    return new Message(
        "ephemeral",
        "Project %s: messenger integration %s"
            .formatted(project.name(), integrations.status(project.id())));
  }
}
