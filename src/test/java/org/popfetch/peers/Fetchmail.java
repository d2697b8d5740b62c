package org.popfetch.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.popfetch.testing.TestKey;

/// fetchmail, which delivers to folders by way of maildrop.
record Fetchmail() implements Fetcher {
  private static final String IDS = "ids";

  @Override
  public String name() {
    return "fetchmail";
  }

  @Override
  public boolean isInstalled() {
    return Peer.isInstalled(name()) && Peer.isInstalled("maildrop");
  }

  @Override
  public void configure(Path home, List<Order> orders) throws IOException {
    var rc = new StringBuilder("set no bouncemail\nset invisible\n");
    rc.append("set idfile \"%s\"\n".formatted(home.resolve(IDS)));
    for (Order order : orders) {
      rc.append(account(home, order));
      String folder = order.into() == Order.Into.MBOX ? "mbox" : "Mail";
      Peer.write(home.resolve("filter"), "to \"%s\"\n".formatted(home.resolve(folder)));
    }
    Peer.write(home.resolve("fetchmailrc"), rc.toString());
    if (!Files.exists(home.resolve("Mail"))) {
      Peer.makeMaildir(home);
    }
  }

  private static StringBuilder account(Path home, Order order) {
    var rc = new StringBuilder();
    rc.append("poll %s.x via %s port %d".formatted(order.account(), order.host(), order.port()));
    rc.append(" proto pop3 uidl auth password");
    order.timeout().ifPresent(s -> rc.append(" timeout %d".formatted(s)));
    rc.append(" user \"%s\" password \"abracadabra\"".formatted(order.user()));
    rc.append(" no rewrite");
    rc.append(order.keep() ? " keep" : " no keep");
    rc.append(protection(home, order));
    rc.append(" mda \"%s\"\n".formatted(destination(home, order)));
    return rc;
  }

  private static String protection(Path home, Order order) {
    String begun =
        switch (order.tls()) {
          case NONE -> " sslproto ''";
          case IMPLICIT -> " ssl";
          case STARTTLS -> " sslproto 'auto'";
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
  public List<String> command(Path home) {
    return List.of("fetchmail", "-s", "--nosyslog", "-f", home.resolve("fetchmailrc").toString());
  }

  @Override
  public Map<String, String> environment(Path home) {
    var environment = new HashMap<>(Fetcher.super.environment(home));
    environment.put("FETCHMAILHOME", home.toString());
    return environment;
  }

  @Override
  public Process start(Path home) throws IOException {
    return Peer.start(this, home);
  }

  /// 1: there was no mail.
  @Override
  public Set<Integer> fine() {
    return Set.of(0, 1);
  }

  @Override
  public Path state(Path home, Order order) {
    return home.resolve(IDS);
  }
}
