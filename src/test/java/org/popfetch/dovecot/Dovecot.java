package org.popfetch.dovecot;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;

/// A private Dovecot: any user name with the password `abracadabra`, plaintext with STLS on one
/// port and TLS on another, mail in Maildirs.
public final class Dovecot implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

  /// The user who owns the mail when root runs the tests.
  public static final String NOBODY = "65534";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public final Path room;
  public final int port;
  public final int tlsPort;
  public final Path certificate;
  private final Process process;

  private Dovecot(Path room, String more) throws IOException {
    this.room = room;
    this.port = freePort();
    this.tlsPort = freePort();
    TestKey key = TestKeys.localhost();
    this.certificate = key.pem();
    Files.writeString(room.resolve("key.pem"), privateKey(key));
    Files.setPosixFilePermissions(
        room.resolve("key.pem"), PosixFilePermissions.fromString("rw-------"));
    Files.copy(key.pem(), room.resolve("cert.pem"));
    Files.createDirectories(room.resolve("mail"));
    own(room.resolve("mail"));
    Path configuration =
        Files.writeString(room.resolve("dovecot.conf"), configuration() + passwords(more) + more);
    this.process =
        new ProcessBuilder(PROGRAM.toString(), "-F", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(room.resolve("dovecot.out").toFile())
            .start();
    awaitGreeting();
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  public static Dovecot start() throws IOException {
    return start("");
  }

  /// @param more settings, which come last; where they have a `passdb`, the usual one is left out
  public static Dovecot start(String more) throws IOException {
    // Not a JUnit folder: those are 0700, and the mail's user has to get through.
    Path room = Files.createTempDirectory("popfetch-dovecot");
    Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Dovecot(room, more);
  }

  /// The user's Maildir on the server, with `cur`, `new` and `tmp`.
  public Path maildir(String user) {
    return room.resolve("mail").resolve(user);
  }

  /// How many messages the server has for a user.
  public long count(String user) throws IOException {
    long count = 0;
    for (String folder : List.of("cur", "new")) {
      try (Stream<Path> files = Files.list(maildir(user).resolve(folder))) {
        count += files.count();
      }
    }
    return count;
  }

  /// Gives files to the user whose mail they are.
  public static void own(Path path) throws IOException {
    if (isRoot()) {
      try {
        new ProcessBuilder("chown", "-R", NOBODY + ":" + NOBODY, path.toString())
            .inheritIO()
            .start()
            .waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  /// Gives a single file to the user whose mail it is.
  public static void give(Path file) throws IOException {
    if (isRoot()) {
      Files.setAttribute(file, "unix:uid", Integer.valueOf(NOBODY));
      Files.setAttribute(file, "unix:gid", Integer.valueOf(NOBODY));
    }
  }

  public static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private String configuration() throws IOException {
    String owner = isRoot() ? NOBODY : Files.getAttribute(room, "unix:uid").toString();
    String group = isRoot() ? NOBODY : Files.getAttribute(room, "unix:gid").toString();
    return """
    base_dir = %1$s/run
    state_dir = %1$s/run
    log_path = %1$s/dovecot.log
    protocols = pop3
    listen = 127.0.0.1
    ssl = yes
    ssl_cert = <%1$s/cert.pem
    ssl_key = <%1$s/key.pem
    disable_plaintext_auth = no
    auth_mechanisms = plain login cram-md5 apop
    mail_location = maildir:%1$s/mail/%%u
    mail_fsync = never
    pop3_uidl_format = %%08Xu%%08Xv
    first_valid_uid = 1
    first_valid_gid = 1
    mail_max_userip_connections = 100
    userdb {
      driver = static
      args = uid=%2$s gid=%3$s home=%1$s/mail/%%u
    }
    service pop3-login {
      inet_listener pop3 {
        port = %4$d
      }
      inet_listener pop3s {
        port = %5$d
        ssl = yes
      }
    }
    """
            .formatted(room, owner, group, port, tlsPort)
        + (isRoot() ? "" : asOneself());
  }

  private static String passwords(String more) {
    return more.contains("passdb {")
        ? ""
        : """
        passdb {
          driver = static
          args = password=abracadabra
        }
        """;
  }

  /// Without root, everything has to run as the user that is there, and nothing can be locked in.
  private static String asOneself() {
    return """
    default_internal_user = %1$s
    default_internal_group =
    default_login_user = %1$s
    service pop3-login {
      chroot =
    }
    service anvil {
      chroot =
    }
    service stats {
      chroot =
    }
    """
        .formatted(System.getProperty("user.name"));
  }

  private static String privateKey(TestKey key) {
    try (var in = Files.newInputStream(key.keyStore())) {
      var keys = KeyStore.getInstance("PKCS12");
      char[] password = TestKey.PASSWORD.toCharArray();
      keys.load(in, password);
      byte[] der = keys.getKey(keys.aliases().nextElement(), password).getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(der)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitGreeting() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(5000);
        var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
        if (in.read() == '+') {
          return;
        }
      } catch (ConnectException | SocketTimeoutException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
    process.destroyForcibly();
    throw new IOException(
        "Dovecot does not answer: "
            + Files.readString(room.resolve("dovecot.out"))
            + Files.readString(room.resolve("dovecot.log")));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    try (Stream<Path> files = Files.walk(room)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
