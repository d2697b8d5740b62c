package org.popfetch.faults.fetchers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.popfetch.faults.server.Protection.Mode;

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
    return order.tls() == Mode.STLS ? Optional.of("STLS") : Optional.empty();
  }

  @Override
  public void configure(Path home, Order order) throws IOException {
    var rc = new StringBuilder("[retriever]\n");
    rc.append("type = %s\n".formatted(retriever(order.tls())));
    rc.append("server = %s\nport = %d\n".formatted(order.host(), order.port()));
    rc.append("username = me\npassword = secret\n");
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
    Peer.write(home.resolve("getmail/rc"), rc.toString());
    if (!Files.exists(home.resolve("Mail"))) {
      Peer.makeMaildir(home);
    }
    if (order.into() == Order.Into.MBOX && !Files.exists(home.resolve("mbox"))) {
      Peer.write(home.resolve("mbox"), "");
    }
  }

  private static String retriever(Mode tls) {
    return tls == Mode.IMPLICIT ? "SimplePOP3SSLRetriever" : "SimplePOP3Retriever";
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
  public Process start(Path home) throws IOException {
    return Peer.start(
        home, Map.of(), "getmail", "-q", "-g", home.resolve("getmail").toString(), "-r", "rc");
  }

  @Override
  public Path state(Path home, Order order) {
    return home.resolve("getmail/oldmail-%s-%d-me".formatted(order.host(), order.port()));
  }
}
