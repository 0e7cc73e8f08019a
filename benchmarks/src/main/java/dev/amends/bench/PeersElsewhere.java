package dev.amends.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands for {@code ./bench peers} in the help of a class path that has no peers. */
@Command(name = "peers", description = Bench.PEERS)
final class PeersElsewhere implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new IllegalStateException(
        "The peers are not on this class path; start them with ./bench peers.");
  }
}
