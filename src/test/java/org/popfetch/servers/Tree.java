package org.popfetch.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder with all that a server needs, which the server takes for the whole machine: it has
/// users, passwords, devices and mail of its own.
///
/// Names of files are absolute in there.
final class Tree {
  /// The user whose mail it is.
  static final int ME = 2002;

  /// The user that the servers' own processes belong to.
  static final int SERVICE = 2001;

  private static final String PASSWORD =
      "$6$popfetch$KrX.nyAFMFl.MCODODqNmcYLU3DiqbhDhWuYYfPuKHwoMsLOsV1QKIuiu1CO413."
          + "7hfbXMQAmNuWWlRlRShkz.";

  private static final String PAM =
      """
      auth required pam_unix.so
      account required pam_permit.so
      session required pam_permit.so
      """;

  private final Path root;

  Tree(Path root) throws IOException {
    this.root = root;
    users();
    write("/etc/nsswitch.conf", "passwd: files\nshadow: files\ngroup: files\n");
    write("/etc/hosts", "127.0.0.1 localhost\n");
    for (String service : List.of("popa3d", "solid-pop3d", "pop3d", "other")) {
      write("/etc/pam.d/" + service, PAM);
    }
    device("null", "3");
    device("urandom", "9");
    folder("/tmp", "rwxrwxrwx");
    folder("/var/mail", "rwxrwxrwx");
    folder("/home/me", "rwx------");
    own("/home/me", ME);
  }

  /// What stands in the file of passwords for the user.
  static String password() {
    return PASSWORD;
  }

  private void users() throws IOException {
    var passwd = new StringBuilder("root:x:0:0::/:/bin/false\nme:x:2002:2002::/home/me:/bin/sh\n");
    for (String user : List.of("popa3d", "spop3d", "courier", "cyrus")) {
      passwd.append("%s:x:%d:8::/:/bin/false\n".formatted(user, SERVICE));
    }
    write("/etc/passwd", passwd.toString());
    write("/etc/group", "root:x:0:\nmail:x:8:\nservice:x:2001:\nme:x:2002:\n");
    write("/etc/shadow", "me:" + PASSWORD + ":20000:0:99999:7:::\n");
    Files.setPosixFilePermissions(
        path("/etc/shadow"), PosixFilePermissions.fromString("rw-------"));
  }

  /// Where a file of the tree is on the machine.
  Path path(String name) {
    return root.resolve(name.substring(1));
  }

  void write(String name, String text) throws IOException {
    Files.createDirectories(path(name).getParent());
    Files.writeString(path(name), text, ISO_8859_1);
  }

  void folder(String name, String permissions) throws IOException {
    Files.createDirectories(path(name));
    Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString(permissions));
  }

  /// Takes a folder away, with all that is in it.
  void clear(String name) throws IOException {
    if (Files.exists(path(name))) {
      try (Stream<Path> files = Files.walk(path(name))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /// Gives a file, or a folder with all that is in it, to a user.
  void own(String name, int user) throws IOException {
    try (Stream<Path> files = Files.walk(path(name))) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", user);
        Files.setAttribute(file, "unix:gid", user == SERVICE ? 8 : user);
      }
    }
  }

  private void device(String name, String minor) throws IOException {
    folder("/dev", "rwxr-xr-x");
    if (!Files.exists(path("/dev/" + name))) {
      Running.run(List.of("mknod", "-m", "666", path("/dev/" + name).toString(), "c", "1", minor));
    }
  }

  /// The command that runs one in here.
  List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of("chroot", root.toString()));
    command.addAll(List.of(words));
    return command;
  }

  /// Starts `tcpserver`, which runs a program with a connection as its standard input and output.
  Running listener(String... program) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("/usr/bin/tcpserver", "-1", "-H", "-R", "-l", "localhost"));
    words.addAll(List.of("127.0.0.1", "0"));
    words.addAll(List.of(program));
    return Running.start(command(words.toArray(String[]::new)));
  }
}
