package dev.amends.console;

import dev.amends.RunResult;
import dev.amends.SagaHandle;
import dev.amends.Sagas;
import dev.amends.Signal;
import dev.amends.definition.Api;
import dev.amends.definition.SagaDefinition;
import dev.amends.plan.Outline;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import dev.amends.query.SagaView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows two definitions and nothing else. */
final class FakeSagas implements Sagas {
  static final Api CREATE_TEAM = new Api("mattermost.create-team", "POST", "/api/v4/teams");

  @Override
  public List<Outline> outlines() {
    return List.of(
        new Outline(
            "project.remove",
            2,
            "00000000000000bb",
            List.of(
                new Outline.Line("team-again", StepKind.REMOTE, Safety.PROBE, null, CREATE_TEAM))),
        new Outline(
            "project.create",
            1,
            "00000000000000aa",
            List.of(
                new Outline.Line("team", StepKind.REMOTE, Safety.PROBE, null, CREATE_TEAM),
                new Outline.Line("row", StepKind.LOCAL, Safety.TRANSACTION, null, null),
                new Outline.Line(
                    "channel",
                    StepKind.REMOTE,
                    Safety.IDEMPOTENT,
                    "channels",
                    new Api("mattermost.create-channel", "POST", "/api/v4/channels")))));
  }

  @Override
  public <I> SagaHandle start(
      Class<? extends SagaDefinition<I, ?>> definition, @Nullable String key, I input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <I, O> RunResult<O> run(
      Class<? extends SagaDefinition<I, O>> definition, String key, I input, Duration patience) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <O> Optional<RunResult<O>> await(
      Class<? extends SagaDefinition<?, O>> definition, String key, Duration patience) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean signal(
      Class<? extends SagaDefinition<?, ?>> definition, String key, Signal signal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<SagaView> find(Class<? extends SagaDefinition<?, ?>> definition, String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<SagaView> find(UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, SagaView> findAll(
      Class<? extends SagaDefinition<?, ?>> definition, Collection<String> keys) {
    throw new UnsupportedOperationException();
  }
}
