package dev.amends.journal;

import static dev.amends.journal.FactFields.readCount;
import static dev.amends.journal.FactFields.readFailure;
import static dev.amends.journal.FactFields.readOptionalFailure;
import static dev.amends.journal.FactFields.readOptionalText;
import static dev.amends.journal.FactFields.readOptionalTime;
import static dev.amends.journal.FactFields.readPayload;
import static dev.amends.journal.FactFields.readText;
import static dev.amends.journal.FactFields.readTime;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link FactWriter} wrote. */
final class FactReader {
  private FactReader() {}

  static Fact read(DataInputStream in) throws IOException {
    int code = in.readUnsignedByte();
    return switch (code) {
      case FactCode.STARTED ->
          new Fact.Started(
              readPayload(in), FactFields.readMap(in), readOptionalTime(in), readOptionalText(in));
      case FactCode.CHILD_OF ->
          new Fact.ChildOf(
              FactFields.readId(in), FactFields.readAddress(in), readCount(in), in.readLong());
      case FactCode.RECALLED -> new Fact.Recalled(readFailure(in));
      case FactCode.ACQUIRED -> new Fact.Acquired();
      case FactCode.MIGRATED -> new Fact.Migrated(readText(in));
      case FactCode.ADOPTED -> new Fact.Adopted(in.readBoolean(), readTime(in));
      case FactCode.TURNED_ROUND -> new Fact.TurnedRound(readCount(in) - 1, readFailure(in));
      case FactCode.PARKED ->
          new Fact.Parked(ParkReason.of(in.readByte()), readCount(in) - 1, readOptionalFailure(in));
      case FactCode.ENDED -> new Fact.Ended(SagaStatus.of(in.readByte()), readPayload(in));
      case FactCode.INPUT_EDITED -> {
        Payload input = readPayload(in);
        yield new Fact.InputEdited(input, actor(in), readText(in));
      }
      case FactCode.RESUMED -> new Fact.Resumed(actor(in), readText(in));
      case FactCode.COMPENSATION_ORDERED -> new Fact.CompensationOrdered(actor(in), readText(in));
      case FactCode.CANCEL_ASKED -> new Fact.CancelAsked(actor(in), readText(in));
      case FactCode.CANCEL_REFUSED -> new Fact.CancelRefused(actor(in), readText(in));
      default -> readOfStep(in, code, readCount(in));
    };
  }

  private static Fact readOfStep(DataInputStream in, int code, int step) throws IOException {
    return switch (code) {
      case FactCode.INTENDED -> new Fact.Intended(step);
      case FactCode.CHILD_STARTED ->
          new Fact.ChildStarted(step, FactFields.readId(in), FactFields.readAddress(in));
      case FactCode.CHILD_ORDERED -> new Fact.ChildOrdered(step);
      case FactCode.CHILD_ENDED ->
          new Fact.ChildEnded(
              step,
              FactFields.readId(in),
              SagaStatus.of(in.readByte()),
              readPayload(in),
              readOptionalFailure(in),
              readCount(in));
      case FactCode.SIGNALLED -> {
        String id = readText(in);
        yield new Fact.Signalled(step, id, readPayload(in));
      }
      case FactCode.EXPANDED -> new Fact.Expanded(step, readItems(in));
      case FactCode.VERDICT -> new Fact.Verdict(step, in.readBoolean());
      case FactCode.SUCCEEDED -> new Fact.Succeeded(step, readPayload(in), Via.of(in.readByte()));
      case FactCode.ATTEMPT_FAILED ->
          new Fact.AttemptFailed(
              step, AttemptOutcome.of(in.readByte()), readFailure(in), readOptionalTime(in));
      case FactCode.PROBED_ABSENT -> new Fact.ProbedAbsent(step, readOptionalTime(in));
      case FactCode.PROBE_FAILED ->
          new Fact.ProbeFailed(step, readFailure(in), readOptionalTime(in));
      case FactCode.FAILED -> new Fact.Failed(step, readFailure(in));
      case FactCode.UNDONE -> new Fact.Undone(step);
      case FactCode.UNDO_FAILED -> new Fact.UndoFailed(step, readFailure(in), readOptionalTime(in));
      case FactCode.MARKED_DONE -> {
        Payload result = readPayload(in);
        String evidence = readText(in);
        yield new Fact.MarkedDone(step, result, evidence, actor(in), readText(in));
      }
      case FactCode.SKIPPED -> new Fact.Skipped(step, actor(in), readText(in));
      default -> throw new IOException("a fact with the code " + code);
    };
  }

  private static List<Fact.Expanded.Item> readItems(DataInputStream in) throws IOException {
    int count = readCount(in);
    List<Fact.Expanded.Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = readText(in);
      items.add(new Fact.Expanded.Item(key, readPayload(in)));
    }
    return items;
  }

  private static Actor actor(DataInputStream in) throws IOException {
    return Actor.of(readText(in));
  }
}
