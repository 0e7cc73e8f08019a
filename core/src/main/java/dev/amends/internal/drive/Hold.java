package dev.amends.internal.drive;

/**
 * What a saga is taken into memory by.
 *
 * @param incarnation the owner on record; once this node is another one, its right is gone
 * @param since the monotonic clock before the last row that is known of its journal was written
 */
public record Hold(long incarnation, long since) {}
