package org.popfetch.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.popfetch.account.Tls;

record Mpop() implements Fetcher {

  @Override
  public String name() {
    return "mpop";
  }

  @Override
  public boolean isInstalled() {
    return Peer.isInstalled(name());
  }

  @Override
  public void configure(Path home, List<Order> orders) throws IOException {
    var rc = new StringBuilder();
    orders.forEach(order -> rc.append(account(home, order)).append("\n"));
    Peer.write(home.resolve("mpoprc"), rc.toString());
    if (!Files.exists(home.resolve("Mail"))) {
      Peer.makeMaildir(home);
    }
  }

  private StringBuilder account(Path home, Order order) {
    var rc = new StringBuilder("account " + order.account() + "\n");
    rc.append("host %s\nport %d\n".formatted(order.host(), order.port()));
    rc.append("auth user\nuser %s\n".formatted(order.user()));
    rc.append("password abracadabra\nreceived_header off\n");
    rc.append("keep %s\n".formatted(order.keep() ? "on" : "off"));
    rc.append("uidls_file %s\n".formatted(state(home, order)));
    rc.append("tls %s\n".formatted(order.tls() == Tls.Mode.NONE ? "off" : "on"));
    rc.append("tls_starttls %s\n".formatted(order.tls() == Tls.Mode.STARTTLS ? "on" : "off"));
    order.timeout().ifPresent(s -> rc.append("timeout %d\n".formatted(s)));
    order
        .trusted()
        .ifPresent(key -> rc.append("tls_trust_file %s\n".formatted(Peer.authority(home, key))));
    order
        .pinned()
        .ifPresent(key -> rc.append("tls_fingerprint %s\n".formatted(colons(key.sha256()))));
    rc.append("delivery %s\n".formatted(destination(home, order)));
    return rc;
  }

  private static String colons(String hex) {
    return HexFormat.ofDelimiter(":")
        .formatHex(HexFormat.of().parseHex(hex))
        .toUpperCase(Locale.ROOT);
  }

  private static String destination(Path home, Order order) {
    return switch (order.into()) {
      case MAILDIR -> "maildir " + home.resolve("Mail");
      case MBOX -> "mbox " + home.resolve("mbox");
      case PROGRAM -> "mda " + home.resolve("program");
    };
  }

  @Override
  public List<String> command(Path home) {
    return List.of("mpop", "-q", "-C", home.resolve("mpoprc").toString(), "-a");
  }

  @Override
  public Process start(Path home) throws IOException {
    return Peer.start(this, home);
  }

  @Override
  public Path state(Path home, Order order) {
    return home.resolve("uidls-" + order.account());
  }
}
