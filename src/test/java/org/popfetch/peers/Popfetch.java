package org.popfetch.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
  public void configure(Path home, List<Order> orders) throws IOException {
    var toml = new StringBuilder();
    for (Order order : orders) {
      toml.append(account(home, order)).append(order.extra()).append("\n");
    }
    new Household(home).configure(toml.toString());
  }

  private static StringBuilder account(Path home, Order order) {
    var toml = new StringBuilder("[accounts." + order.account() + "]\n");
    toml.append("host = '%s'\nport = %d\n".formatted(order.host(), order.port()));
    toml.append("user = '%s'\npassword = 'abracadabra'\n".formatted(order.user()));
    toml.append("keep = %b\n".formatted(order.keep()));
    toml.append("tls = '%s'\n".formatted(order.tls().name().toLowerCase(Locale.ROOT)));
    toml.append("deliver = %s\n".formatted(destination(home, order)));
    order.timeout().ifPresent(s -> toml.append("timeout = '%ds'\n".formatted(s)));
    order
        .trusted()
        .ifPresent(key -> toml.append("tls-ca-file = '%s'\n".formatted(Peer.authority(home, key))));
    order
        .pinned()
        .ifPresent(key -> toml.append("tls-fingerprint = 'sha256:%s'\n".formatted(key.sha256())));
    return toml;
  }

  private static String destination(Path home, Order order) {
    return switch (order.into()) {
      case MAILDIR -> "'maildir:~/Mail'";
      case MBOX -> "'mbox:~/mbox'";
      case PROGRAM -> "{ pipe = ['" + home.resolve("program") + "'] }";
    };
  }

  @Override
  public List<String> command(Path home) {
    return List.of(System.getProperty("popfetch.image") + "/bin/popfetch", "sync");
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
