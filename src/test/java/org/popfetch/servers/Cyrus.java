package org.popfetch.servers;

import java.io.IOException;
import java.util.List;
import org.popfetch.testing.RawClient;

/// Cyrus: its master, which starts the server and the LMTP door that mail comes in by.
final class Cyrus implements PopServer {
  private static final String PROGRAMS = "/usr/lib/cyrus/bin";

  private final Running process;
  private final int port = Running.freePort();
  private final int door = Running.freePort();

  Cyrus(Tree tree) throws IOException {
    tree.write("/etc/imapd.conf", imapd());
    tree.write("/etc/cyrus.conf", services());
    for (String store : List.of("/var/lib/cyrus", "/var/spool/cyrus", "/run/cyrus")) {
      tree.clear(store);
    }
    for (String folder : List.of("db", "socket", "log", "msg", "user", "quota", "proc", "lock")) {
      tree.folder("/var/lib/cyrus/" + folder, "rwx------");
    }
    tree.folder("/var/spool/cyrus/mail", "rwx------");
    tree.folder("/run/cyrus", "rwx------");
    for (String store : List.of("/var/lib/cyrus", "/var/spool/cyrus", "/run/cyrus")) {
      tree.own(store, Tree.SERVICE);
    }
    Running.run(
        tree.command(
            "/usr/sbin/saslpasswd2", "-p", "-c", "-f", "/etc/sasldb2", "-u", "localhost", "me"),
        "abracadabra");
    tree.own("/etc/sasldb2", Tree.SERVICE);
    process =
        Running.start(tree.command(PROGRAMS + "/master", "-D", "-p", "/run/cyrus/master.pid"));
    process.awaitPort(port);
  }

  private static String imapd() {
    return """
    servername: localhost
    configdirectory: /var/lib/cyrus
    proc_path: /var/lib/cyrus/proc
    mboxname_lockpath: /var/lib/cyrus/lock
    defaultpartition: default
    partition-default: /var/spool/cyrus/mail
    allowplaintext: yes
    sasl_pwcheck_method: auxprop
    sasl_auxprop_plugin: sasldb
    sasl_mech_list: PLAIN
    sasl_sasldb_path: /etc/sasldb2
    duplicatesuppression: no
    autocreate_quota: 0
    autocreate_post: yes
    """;
  }

  private String services() {
    return """
    START {
      recover cmd="%1$s/ctl_cyrusdb -r"
    }
    SERVICES {
      pop3 cmd="%1$s/pop3d" listen="127.0.0.1:%2$d" proto="tcp4"
      lmtp cmd="%1$s/lmtpd -a" listen="127.0.0.1:%3$d" proto="tcp4"
    }
    """
        .formatted(PROGRAMS, port, door);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void fill(List<String> messages) throws IOException {
    Inbox.empty(port);
    try (var client = RawClient.connect(door)) {
      client.play("S* 220 *\nC: LHLO localhost");
      skipExtensions(client);
      for (String message : messages) {
        client.play("C: MAIL FROM:%s\nS* 250 *".formatted(sender(message)));
        client.play("C: RCPT TO:<me>\nS* 250 *\nC: DATA\nS* 354 *");
        client.sendOctets(message.replaceAll("(?m)^\\.", "..") + ".\r\n");
        client.play("S* 250 *");
      }
      client.play("C: QUIT\nS* 221 *");
    }
  }

  private static String sender(String message) {
    return message.substring(message.indexOf('<'), message.indexOf('>') + 1);
  }

  private static void skipExtensions(RawClient client) throws IOException {
    while (client.line().startsWith("250-")) {
      // One per line; the last has a blank instead of the dash.
    }
  }

  /// Without the fields that the LMTP door adds; it puts the envelope's sender into a Return-Path
  /// of its own, in the place of what was there.
  @Override
  public String original(String arrived) {
    return arrived
        .replaceFirst("(?s)^(Return-Path: [^\n]*\n)Received: .*?\nX-Sieve: [^\n]*\n", "$1")
        .replaceFirst("(?m)^Date: .*\n", "");
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
