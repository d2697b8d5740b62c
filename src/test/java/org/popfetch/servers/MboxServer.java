package org.popfetch.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.UnaryOperator;

/// A server over an mbox in `/var/mail`: popa3d, Solid POP3 and mailutils.
final class MboxServer implements PopServer {
  private static final String MBOX = "/var/mail/me";

  private final Tree tree;
  private final UnaryOperator<String> original;
  private final UnaryOperator<String> originalOfTop;
  private final Running process;
  private final int port;

  private MboxServer(
      Tree tree,
      UnaryOperator<String> original,
      UnaryOperator<String> originalOfTop,
      String... program)
      throws IOException {
    this.tree = tree;
    this.original = original;
    this.originalOfTop = originalOfTop;
    this.process = tree.listener(program);
    this.port = process.announcedPort();
  }

  static MboxServer popa3d(Tree tree) throws IOException {
    tree.folder("/var/lib/popa3d", "rwxr-xr-x");
    return new MboxServer(tree, MboxServer::unquoted, MboxServer::unquoted, "/usr/sbin/popa3d");
  }

  /// It takes the empty line that separates messages in an mbox for the message's last.
  static MboxServer solid(Tree tree) throws IOException {
    return new MboxServer(
        tree, MboxServer::withoutSeparator, MboxServer::withoutSeparator, "/usr/sbin/solid-pop3d");
  }

  private static String withoutSeparator(String text) {
    return unquoted(text).replaceFirst("\n\\z", "");
  }

  /// It takes the quotes away by itself, adds fields to the header, and ends the header twice in
  /// `TOP`.
  static MboxServer mailutils(Tree tree) throws IOException {
    return new MboxServer(
        tree,
        MboxServer::withoutTraces,
        text -> withoutTraces(text.replaceFirst("\n\n\n", "\n\n")),
        "/usr/sbin/pop3d",
        "--no-config",
        "--inetd");
  }

  /// Without the quotes that lines have in an mbox.
  private static String unquoted(String text) {
    return text.replaceAll("(?m)^>(>*From )", "$1");
  }

  private static String withoutTraces(String text) {
    int end = text.indexOf("\n\n");
    String header = text.substring(0, end + 1);
    return header.replaceAll("(?m)^(X-UIDL|X-IMAPbase|X-UID|Status): .*\n", "")
        + text.substring(end + 1);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void fill(List<String> messages) throws IOException {
    var mbox = new StringBuilder();
    for (String message : messages) {
      mbox.append("From sender@example.org Sat Nov 21 10:00:00 2026\n");
      mbox.append(message.replace("\r\n", "\n").replaceAll("(?m)^(>*From )", ">$1"));
      mbox.append('\n');
    }
    tree.write(MBOX, mbox.toString());
    Files.setPosixFilePermissions(tree.path(MBOX), PosixFilePermissions.fromString("rw-------"));
    tree.own(MBOX, Tree.ME);
  }

  @Override
  public String original(String arrived) {
    return original.apply(arrived);
  }

  @Override
  public String originalOfTop(String arrived) {
    return originalOfTop.apply(arrived);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
