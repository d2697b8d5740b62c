package org.popfetch.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Courier: its daemon for passwords, its login, and behind that its server over a Maildir.
final class Courier implements PopServer {
  private static final String PARTS = "/usr/lib/courier/courier-authlib";
  private static final String PROGRAMS = "/usr/lib/courier/courier";
  private static final String MAILDIR = "/home/me/Maildir";

  private final Tree tree;
  private final Running passwords;
  private final Running process;
  private final int port;

  Courier(Tree tree) throws IOException {
    this.tree = tree;
    tree.write(
        "/etc/courier/authdaemonrc",
        """
        authmodulelist="authuserdb"
        authmodulelistorig="authuserdb"
        daemons=1
        authdaemonvar=/run/courier/authdaemon
        """);
    database("userdb", "me\tuid=2002|gid=2002|home=/home/me|mail=" + MAILDIR);
    database("userdbshadow", "me\tsystempw=" + Tree.password());
    tree.clear("/run/courier/authdaemon");
    tree.folder("/run/courier/authdaemon", "rwxr-xr-x");
    passwords = Running.start(tree.command(PARTS + "/authdaemond"));
    passwords.awaitFile(tree.path("/run/courier/authdaemon/socket"));
    process = tree.listener(PROGRAMS + "/courierpop3login", PROGRAMS + "/courierpop3d", "Maildir");
    port = process.announcedPort();
  }

  private void database(String name, String line) throws IOException {
    String file = "/etc/courier/" + name;
    Running.run(
        tree.command(PARTS + "/makedatprog", "-", file + ".tmp", file + ".dat"), line + "\n.\n");
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void fill(List<String> messages) throws IOException {
    tree.clear(MAILDIR);
    for (String folder : List.of("cur", "new", "tmp")) {
      tree.folder(MAILDIR + "/" + folder, "rwx------");
    }
    for (int i = 0; i < messages.size(); i++) {
      Path file = tree.path(MAILDIR + "/new/17000000%02d.M%dP1.host".formatted(i, i));
      Files.writeString(file, messages.get(i).replace("\r\n", "\n"), ISO_8859_1);
    }
    tree.own(MAILDIR, Tree.ME);
  }

  @Override
  public String original(String arrived) {
    return arrived;
  }

  @Override
  public void close() throws IOException {
    process.close();
    passwords.close();
  }
}
