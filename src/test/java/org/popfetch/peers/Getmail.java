package org.popfetch.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Tls;

/// getmail6, which knows no `STLS`.
record Getmail() implements Fetcher {

  @Override
  public String name() {
    return "getmail6";
  }

  @Override
  public boolean isInstalled() {
    return Peer.isInstalled("getmail");
  }

  @Override
  public Optional<String> lacks(Order order) {
    return order.tls() == Tls.Mode.STARTTLS ? Optional.of("STLS") : Optional.empty();
  }

  @Override
  public void configure(Path home, List<Order> orders) throws IOException {
    Path directory = home.resolve("getmail");
    Peer.clear(directory.resolve("accounts"));
    for (Order order : orders) {
      Peer.write(directory.resolve("accounts").resolve(order.account()), account(home, order));
      if (order.into() == Order.Into.MBOX && !Files.exists(home.resolve("mbox"))) {
        Peer.write(home.resolve("mbox"), "");
      }
    }
    if (!Files.exists(home.resolve("Mail"))) {
      Peer.makeMaildir(home);
    }
  }

  private static String account(Path home, Order order) {
    var rc = new StringBuilder("[retriever]\n");
    rc.append("type = %s\n".formatted(retriever(order.tls())));
    rc.append("server = %s\nport = %d\n".formatted(order.host(), order.port()));
    rc.append("username = %s\npassword = abracadabra\n".formatted(order.user()));
    order.timeout().ifPresent(s -> rc.append("timeout = %d\n".formatted(s)));
    order
        .trusted()
        .ifPresent(key -> rc.append("ca_certs = %s\n".formatted(Peer.authority(home, key))));
    order
        .pinned()
        .ifPresent(key -> rc.append("ssl_fingerprints = ('%s',)\n".formatted(key.sha256())));
    rc.append("[destination]\n").append(destination(home, order));
    rc.append("[options]\nread_all = false\ndelivered_to = false\nreceived = false\n");
    rc.append("delete = %b\n".formatted(!order.keep()));
    return rc.toString();
  }

  private static String retriever(Tls.Mode tls) {
    return tls == Tls.Mode.IMPLICIT ? "SimplePOP3SSLRetriever" : "SimplePOP3Retriever";
  }

  private static String destination(Path home, Order order) {
    return switch (order.into()) {
      case MAILDIR -> "type = Maildir\npath = %s/\n".formatted(home.resolve("Mail"));
      case MBOX -> "type = Mboxrd\npath = %s\n".formatted(home.resolve("mbox"));
      case PROGRAM ->
          "type = MDA_external\npath = %s\nallow_root_commands = true\n"
              .formatted(home.resolve("program"));
    };
  }

  @Override
  public List<String> command(Path home) {
    Path directory = home.resolve("getmail");
    var command = new ArrayList<>(List.of("getmail", "-q", "-g", directory.toString()));
    for (String account : Peer.names(directory.resolve("accounts"))) {
      command.addAll(List.of("-r", "accounts/" + account));
    }
    return command;
  }

  @Override
  public Process start(Path home) throws IOException {
    return Peer.start(this, home);
  }

  @Override
  public Path state(Path home, Order order) {
    return home.resolve(
        "getmail/oldmail-%s-%d-%s".formatted(order.host(), order.port(), order.user()));
  }
}
