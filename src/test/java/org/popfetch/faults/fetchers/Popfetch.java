package org.popfetch.faults.fetchers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.popfetch.faults.server.Protection.Mode;
import org.popfetch.testing.Household;

/// The packaged program.
record Popfetch() implements Fetcher {

  @Override
  public String name() {
    return "popfetch";
  }

  @Override
  public boolean isInstalled() {
    return true;
  }

  @Override
  public void configure(Path home, Order order) throws IOException {
    var toml = new StringBuilder("[accounts." + order.account() + "]\n");
    toml.append("host = '%s'\nport = %d\n".formatted(order.host(), order.port()));
    toml.append("user = 'me'\npassword = 'secret'\nkeep = %b\n".formatted(order.keep()));
    toml.append(
        "tls = '%s'\ndeliver = %s\n".formatted(mode(order.tls()), destination(home, order)));
    order.timeout().ifPresent(s -> toml.append("timeout = '%ds'\n".formatted(s)));
    order.trusted().ifPresent(key -> toml.append("tls-ca-file = '%s'\n".formatted(key.pem())));
    order
        .pinned()
        .ifPresent(key -> toml.append("tls-fingerprint = 'sha256:%s'\n".formatted(key.sha256())));
    new Household(home).configure(toml + order.extra() + "\n");
  }

  private static String mode(Mode mode) {
    return mode == Mode.STLS ? "starttls" : mode.name().toLowerCase(Locale.ROOT);
  }

  private static String destination(Path home, Order order) {
    return switch (order.into()) {
      case MAILDIR -> "'maildir:~/Mail'";
      case MBOX -> "'mbox:~/mbox'";
      case PROGRAM -> "{ pipe = ['" + home.resolve("program") + "'] }";
    };
  }

  @Override
  public Process start(Path home) throws IOException {
    return new Household(home).start("sync");
  }

  @Override
  public Path state(Path home, Order order) {
    return new Household(home).stateDirectory().resolve(order.account() + "/journal");
  }
}
