package dev.amends.bench.peers.event;

/** An event. */
record MailRequested(long unit, String to) {}
