package dev.amends.spi;

/**
 * Who wrote a journal row.
 *
 * @param writer incarnation
 * @param number number of the append within it
 */
public record Stamp(long writer, long number) {}
