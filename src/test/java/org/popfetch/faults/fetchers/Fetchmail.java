package org.popfetch.faults.fetchers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.popfetch.testing.TestKey;

/// fetchmail, which delivers to folders by way of maildrop.
record Fetchmail() implements Fetcher {

  @Override
  public String name() {
    return "fetchmail";
  }

  @Override
  public boolean isInstalled() {
    return Peer.isInstalled(name()) && Peer.isInstalled("maildrop");
  }

  @Override
  public void configure(Path home, Order order) throws IOException {
    var rc = new StringBuilder("set no bouncemail\nset invisible\n");
    rc.append("set idfile \"%s\"\n".formatted(state(home, order)));
    rc.append("poll %s.x via %s port %d".formatted(order.account(), order.host(), order.port()));
    rc.append(" proto pop3 uidl auth password");
    order.timeout().ifPresent(s -> rc.append(" timeout %d".formatted(s)));
    rc.append(" user \"me\" password \"secret\" no rewrite");
    rc.append(order.keep() ? " keep" : " no keep");
    rc.append(protection(home, order));
    rc.append(" mda \"%s\"\n".formatted(destination(home, order)));
    Peer.write(home.resolve("fetchmailrc"), rc.toString());
    if (!Files.exists(home.resolve("Mail"))) {
      Peer.makeMaildir(home);
    }
    String folder = order.into() == Order.Into.MBOX ? "mbox" : "Mail";
    Peer.write(home.resolve("filter"), "to \"%s\"\n".formatted(home.resolve(folder)));
  }

  private static String protection(Path home, Order order) {
    String begun =
        switch (order.tls()) {
          case NONE -> " sslproto ''";
          case IMPLICIT -> " ssl";
          case STLS -> " sslproto 'auto'";
        };
    String trusted =
        order.trusted().map(key -> " sslcertfile " + Peer.authority(home, key)).orElse("");
    String pinned =
        order.pinned().map(key -> " sslfingerprint \"" + md5(key) + "\" no sslcertck").orElse("");
    return begun + trusted + pinned;
  }

  private static String md5(TestKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(key.certificate().getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String destination(Path home, Order order) {
    return switch (order.into()) {
      case MAILDIR, MBOX -> "/usr/bin/maildrop " + home.resolve("filter");
      case PROGRAM -> home.resolve("program").toString();
    };
  }

  @Override
  public Process start(Path home) throws IOException {
    return Peer.start(
        home,
        Map.of("FETCHMAILHOME", home.toString()),
        "fetchmail",
        "-s",
        "--nosyslog",
        "-f",
        home.resolve("fetchmailrc").toString());
  }

  @Override
  public Path state(Path home, Order order) {
    return home.resolve("ids");
  }
}
