package dev.amends.internal.drive;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.machine.Decision;
import java.time.Instant;
import java.util.List;

/**
 * Where some facts, and all that follows from them, lead.
 *
 * @param before the history as it is on record
 * @param after the history with the facts, not on record yet
 * @param facts what has to be appended; empty when nothing has
 * @param decision what to do once they are on record
 * @param looks steps to look at once more, when the facts end the saga
 * @param births sagas that begin with the facts
 * @param at time of the facts
 */
record Next(
    History before,
    History after,
    List<Fact> facts,
    Decision decision,
    List<Integer> looks,
    List<Birth> births,
    Instant at) {}
