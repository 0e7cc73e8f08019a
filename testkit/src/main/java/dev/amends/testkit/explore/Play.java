package dev.amends.testkit.explore;

import dev.amends.Amends;
import dev.amends.definition.SagaDefinition;
import dev.amends.journal.ParkReason;
import dev.amends.spi.Codec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a test wants explored.
 *
 * @param world makes a fresh world
 * @param ground gives the world's empty database
 * @param definition the world's definition
 * @param children the world's definitions of the sagas that do its steps
 * @param input the world's input
 * @param check the test's own check
 * @param codec what payloads are written with
 * @param engine the test's additions to each engine
 * @param inTransaction whether the caller starts the saga in a transaction of its own
 * @param mayPark reasons for which the saga may park beyond those that its steps declare
 * @param patience how long one run may take to come to rest
 */
record Play<W, I>(
    Function<Effects, W> world,
    Function<W, Ground> ground,
    Function<W, ? extends SagaDefinition<I, ?>> definition,
    Function<W, ? extends List<? extends SagaDefinition<?, ?>>> children,
    Function<W, I> input,
    CrashExplorer.Check<W> check,
    Codec codec,
    UnaryOperator<Amends.Builder> engine,
    boolean inTransaction,
    Set<ParkReason> mayPark,
    Duration patience) {}
