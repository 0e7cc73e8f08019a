package dev.amends.systems.provisioning.service;

/** Which databases the service runs on. */
public enum DatabaseKind {
  H2,
  POSTGRESQL
}
