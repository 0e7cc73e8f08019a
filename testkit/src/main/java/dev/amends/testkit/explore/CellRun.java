package dev.amends.testkit.explore;

import dev.amends.definition.Recovery;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.journal.Actor;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One run of a saga under certain faults, from an empty database until everything rests. */
final class CellRun<W, I> {
  private static final String KEY = "explored";
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static final int MOST_NODES = 10;
  private static final int MOST_RESUMES = 4;

  private final Play<W, I> play;
  private final Cell cell;
  private final Map<String, Integer> sound;
  private final Director director;
  private final Ground ground;
  private final Effects effects;
  private final W world;
  private final Cast cast;
  private final I input;
  private final Caller starter = new Caller();
  private @Nullable Caller resumer;
  private @Nullable ExploredNode node;
  private int nodes;
  private int resumes;

  private CellRun(Play<W, I> play, Cell cell, Map<String, Integer> sound) {
    this.play = play;
    this.cell = cell;
    this.sound = sound;
    this.director = new Director(cell.scenario(), cell.faults());
    this.effects = new Effects();
    this.world = play.world().apply(effects);
    this.ground = play.ground().apply(world);
    effects.commitWith(ground.atCommit());
    this.cast =
        Cast.of(
            play.definition().apply(world),
            play.children().apply(world),
            play.codec(),
            cell.settle());
    this.input = play.input().apply(world);
  }

  /** What a run tells. */
  record Told(
      Settled settled,
      List<Point> own,
      List<Point> trace,
      boolean missed,
      @Nullable BrokenCell broken) {}

  /**
   * Runs a cell.
   *
   * @param sound effects of each step when nothing goes wrong
   */
  static <W, I> Told run(Play<W, I> play, Cell cell, Map<String, Integer> sound) {
    CellRun<W, I> run = new CellRun<>(play, cell, sound);
    try {
      return run.run();
    } finally {
      run.ground.close();
    }
  }

  private Told run() {
    boolean rests;
    try {
      rests = untilRest();
      director.end();
    } finally {
      ExploredNode last = node;
      if (last != null) {
        last.bury();
      }
    }
    return judge(rests);
  }

  private boolean untilRest() {
    long until = System.nanoTime() + play.patience().toNanos();
    while (System.nanoTime() - until < 0) {
      ExploredNode alive = aliveNode();
      if (alive != null && step(alive)) {
        return true;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  /** The node that lives, null when it could not start just now. */
  private @Nullable ExploredNode aliveNode() {
    ExploredNode before = node;
    if (before != null && before.stopping() && !before.gone()) {
      before.stop();
    }
    if (before != null && !before.gone()) {
      return before;
    }
    if (before != null) {
      node = null;
      before.bury();
      starter.forget();
      if (resumer != null) {
        resumer.forget();
      }
    }
    if (nodes >= MOST_NODES) {
      throw new IllegalStateException("More nodes died than faults were planned");
    }
    nodes++;
    ExploredNode next = new ExploredNode(ground, cast, director, play.engine());
    node = next;
    for (int tries = 0; tries < MOST_NODES && !next.gone(); tries++) {
      try {
        next.amends().start();
        return next;
      } catch (StoreUnavailableException | UnknownCommitException again) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    return null;
  }

  /** One look at how things are; whether everything rests. */
  private boolean step(ExploredNode alive) {
    starter.ask(() -> start(alive));
    if (!starter.done()) {
      return starter.refusal() != null && nothingUnderWay();
    }
    SagaRow row = row();
    if (row == null || !Invariants.atRest(row.status())) {
      return false;
    }
    if (worthResuming(row)) {
      resume(alive, row.id());
      return false;
    }
    return nothingUnderWay();
  }

  private boolean start(ExploredNode alive) throws Exception {
    if (play.inTransaction()) {
      return alive.transactions().inNew(() -> startNow(alive));
    }
    return startNow(alive);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private boolean startNow(ExploredNode alive) {
    Class definition = QuickDefinition.class;
    Object handle = alive.amends().sagas().start(definition, KEY, input);
    return handle != null;
  }

  /** What a person would let continue once the other side accepts again. */
  private boolean worthResuming(SagaRow row) {
    boolean failed =
        row.reason() == ParkReason.STEP_FAILED || row.reason() == ParkReason.UNKNOWN_OUTCOME;
    boolean enough = resumes >= MOST_RESUMES && (resumer == null || resumer.done());
    return failed && !enough && cast.plan().recovery() == Recovery.REPROCESS;
  }

  /** A person, once what was refused will be accepted. */
  private void resume(ExploredNode alive, UUID saga) {
    director.lift();
    Caller person = resumer;
    if (person == null || person.done()) {
      person = new Caller();
      resumer = person;
      resumes++;
    }
    person.ask(
        () -> alive.amends().operator().resume(saga, Actor.of("explorer"), "") != Answer.NOT_FOUND);
  }

  private @Nullable SagaRow row() {
    return ground.store().find(cast.plan().type(), KEY).orElse(null);
  }

  /** Late looks are sagas too. */
  private boolean nothingUnderWay() {
    return ground.store().countUnfinished().entrySet().stream()
        .allMatch(entry -> entry.getKey() == SagaStatus.PARKED || entry.getValue() == 0);
  }

  private Told judge(boolean rests) {
    SagaRow row = row();
    List<JournalEntry> journal =
        row == null
            ? List.of()
            : ground.store().journal(row.address()).stream().map(StoredEntry::read).toList();
    List<String> broken = new ArrayList<>();
    History history = null;
    try {
      history = row == null ? null : History.of(cast.plan(), journal);
    } catch (IllegalStateException unreadable) {
      broken.add("the journal makes no sense: " + unreadable.getMessage());
    }
    Settled settled = new Settled(history, journal, effects.counts());
    if (!rests) {
      broken.add("it has not come to rest within " + play.patience().toMillis() + " ms");
    } else if (broken.isEmpty()) {
      check(row, settled, broken);
    }
    BrokenCell cause =
        broken.isEmpty()
            ? null
            : new BrokenCell(
                cell.toString(), broken, settled.toString(), JournalText.of(cast.plan(), journal));
    boolean missed = !director.missed().isEmpty();
    return new Told(settled, director.own(), director.trace(), missed, cause);
  }

  private void check(@Nullable SagaRow row, Settled settled, List<String> broken) {
    Throwable refusal = starter.refusal();
    if (row != null && refusal != null) {
      broken.add("the start was refused (%s), and the saga exists".formatted(refusal));
    }
    if (refusal != null && !cell.maybeRefusedAtOnce()) {
      broken.add("the start was refused: " + refusal);
    }
    Evidence evidence =
        new Evidence(cast.plan(), row, settled, director.calls(), cell.faults(), resumes, sound);
    broken.addAll(Invariants.broken(evidence, play.mayPark()));
    if (parkedLooks(settled) && !play.mayPark().contains(ParkReason.STEP_FAILED)) {
      broken.add("a late look is parked: a late effect is there that nobody can undo");
    }
    try {
      play.check().check(world, settled);
    } catch (Exception | AssertionError failed) {
      broken.add("the test's own check: " + failed.getMessage());
    }
  }

  private boolean parkedLooks(Settled settled) {
    long parked = ground.store().countUnfinished().getOrDefault(SagaStatus.PARKED, 0L);
    return parked > (settled.parked() ? 1 : 0);
  }
}
