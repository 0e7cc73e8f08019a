package dev.amends.journal;

/**
 * The internal address of a saga.
 *
 * @param number unique for ever, given from a sequence of the database
 * @param bucket the period in which it was started, by the database's clock; never recomputed
 */
public record SagaAddress(long number, int bucket) {}
