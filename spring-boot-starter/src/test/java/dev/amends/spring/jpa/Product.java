package dev.amends.spring.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/** A product, whose names are unique. */
@Entity
public class Product {
  @Id private String id;

  @Column(unique = true)
  private String name;

  @Version private int version;

  protected Product() {}

  public Product(String id, String name) {
    this.id = id;
    this.name = name;
  }

  public String id() {
    return id;
  }

  public void rename(String other) {
    name = other;
  }
}
