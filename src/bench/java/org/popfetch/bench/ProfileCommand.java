package org.popfetch.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.popfetch.peers.Fetchers;
import picocli.CommandLine.Command;

/// placeholder
@Command(name = "profile")
final class ProfileCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    System.out.println(Fetchers.POPFETCH);
    return 0;
  }
}
