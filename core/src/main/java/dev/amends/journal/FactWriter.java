package dev.amends.journal;

import java.io.DataOutputStream;
import java.io.IOException;

/** Writes one fact: its code, then its fields in their fixed order. */
final class FactWriter {
  private FactWriter() {}

  static void write(DataOutputStream out, Fact fact) throws IOException {
    if (fact instanceof Fact.OfStep ofStep) {
      writeOfStep(out, ofStep);
    } else if (fact instanceof Fact.ByActor byActor) {
      writeByActor(out, byActor);
    } else {
      writeOfSaga(out, fact);
    }
  }

  private static void writeOfSaga(DataOutputStream out, Fact fact) throws IOException {
    if (fact instanceof Fact.Started f) {
      out.writeByte(FactCode.STARTED);
      FactFields.writePayload(out, f.input());
      FactFields.writeMap(out, f.context());
      FactFields.writeTime(out, f.deadline());
      FactFields.writeText(out, f.exclusive());
    } else if (fact instanceof Fact.Migrated f) {
      out.writeByte(FactCode.MIGRATED);
      FactFields.writeText(out, f.planHash());
    } else if (fact instanceof Fact.ChildOf f) {
      out.writeByte(FactCode.CHILD_OF);
      FactFields.writeId(out, f.parent());
      FactFields.writeAddress(out, f.at());
      FactFields.writeCount(out, f.step());
      out.writeLong(f.root());
    } else if (fact instanceof Fact.Recalled f) {
      out.writeByte(FactCode.RECALLED);
      FactFields.writeFailure(out, f.cause());
    } else if (fact instanceof Fact.Acquired) {
      out.writeByte(FactCode.ACQUIRED);
    } else if (fact instanceof Fact.Adopted f) {
      out.writeByte(FactCode.ADOPTED);
      out.writeBoolean(f.crashed());
      FactFields.writeTime(out, f.leaseEnd());
    } else if (fact instanceof Fact.TurnedRound f) {
      out.writeByte(FactCode.TURNED_ROUND);
      FactFields.writeCount(out, f.step() + 1);
      FactFields.writeFailure(out, f.cause());
    } else if (fact instanceof Fact.Parked f) {
      out.writeByte(FactCode.PARKED);
      out.writeByte(f.why().code());
      FactFields.writeCount(out, f.step() + 1);
      FactFields.writeFailure(out, f.failure());
    } else if (fact instanceof Fact.Ended f) {
      out.writeByte(FactCode.ENDED);
      out.writeByte(f.status().code());
      FactFields.writePayload(out, f.output());
    } else {
      throw new IllegalStateException("No stored form for " + fact.getClass());
    }
  }

  private static void writeOfStep(DataOutputStream out, Fact.OfStep fact) throws IOException {
    if (fact instanceof Fact.Intended) {
      begin(out, FactCode.INTENDED, fact);
    } else if (fact instanceof Fact.Expanded f) {
      begin(out, FactCode.EXPANDED, fact);
      FactFields.writeCount(out, f.items().size());
      for (Fact.Expanded.Item item : f.items()) {
        FactFields.writeText(out, item.key());
        FactFields.writePayload(out, item.value());
      }
    } else if (fact instanceof Fact.ChildStarted f) {
      begin(out, FactCode.CHILD_STARTED, fact);
      FactFields.writeId(out, f.child());
      FactFields.writeAddress(out, f.at());
    } else if (fact instanceof Fact.ChildOrdered) {
      begin(out, FactCode.CHILD_ORDERED, fact);
    } else if (fact instanceof Fact.ChildEnded f) {
      begin(out, FactCode.CHILD_ENDED, fact);
      FactFields.writeId(out, f.child());
      out.writeByte(f.status().code());
      FactFields.writePayload(out, f.output());
      FactFields.writeFailure(out, f.cause());
      FactFields.writeCount(out, f.position());
    } else if (fact instanceof Fact.Signalled f) {
      begin(out, FactCode.SIGNALLED, fact);
      FactFields.writeText(out, f.id());
      FactFields.writePayload(out, f.payload());
    } else if (fact instanceof Fact.Verdict f) {
      begin(out, FactCode.VERDICT, fact);
      out.writeBoolean(f.taken());
    } else if (fact instanceof Fact.Succeeded f) {
      begin(out, FactCode.SUCCEEDED, fact);
      FactFields.writePayload(out, f.result());
      out.writeByte(f.via().code());
    } else if (fact instanceof Fact.AttemptFailed f) {
      begin(out, FactCode.ATTEMPT_FAILED, fact);
      out.writeByte(f.outcome().code());
      FactFields.writeFailure(out, f.failure());
      FactFields.writeTime(out, f.due());
    } else if (fact instanceof Fact.ProbedAbsent f) {
      begin(out, FactCode.PROBED_ABSENT, fact);
      FactFields.writeTime(out, f.due());
    } else if (fact instanceof Fact.ProbeFailed f) {
      begin(out, FactCode.PROBE_FAILED, fact);
      FactFields.writeFailure(out, f.failure());
      FactFields.writeTime(out, f.due());
    } else if (fact instanceof Fact.Failed f) {
      begin(out, FactCode.FAILED, fact);
      FactFields.writeFailure(out, f.failure());
    } else if (fact instanceof Fact.Undone) {
      begin(out, FactCode.UNDONE, fact);
    } else if (fact instanceof Fact.UndoFailed f) {
      begin(out, FactCode.UNDO_FAILED, fact);
      FactFields.writeFailure(out, f.failure());
      FactFields.writeTime(out, f.due());
    } else if (fact instanceof Fact.MarkedDone f) {
      begin(out, FactCode.MARKED_DONE, fact);
      FactFields.writePayload(out, f.result());
      FactFields.writeText(out, f.evidence());
      by(out, f);
    } else if (fact instanceof Fact.Skipped f) {
      begin(out, FactCode.SKIPPED, fact);
      by(out, f);
    } else {
      throw new IllegalStateException("No stored form for " + fact.getClass());
    }
  }

  private static void writeByActor(DataOutputStream out, Fact.ByActor fact) throws IOException {
    if (fact instanceof Fact.Resumed) {
      out.writeByte(FactCode.RESUMED);
    } else if (fact instanceof Fact.CompensationOrdered) {
      out.writeByte(FactCode.COMPENSATION_ORDERED);
    } else if (fact instanceof Fact.CancelAsked) {
      out.writeByte(FactCode.CANCEL_ASKED);
    } else if (fact instanceof Fact.CancelRefused) {
      out.writeByte(FactCode.CANCEL_REFUSED);
    } else if (fact instanceof Fact.InputEdited f) {
      out.writeByte(FactCode.INPUT_EDITED);
      FactFields.writePayload(out, f.input());
    } else {
      throw new IllegalStateException("No stored form for " + fact.getClass());
    }
    by(out, fact);
  }

  private static void begin(DataOutputStream out, int code, Fact.OfStep fact) throws IOException {
    out.writeByte(code);
    FactFields.writeCount(out, fact.step());
  }

  private static void by(DataOutputStream out, Fact.ByActor fact) throws IOException {
    FactFields.writeText(out, fact.actor().name());
    FactFields.writeText(out, fact.reason());
  }
}
