package org.popfetch.dovecot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A private MIT Kerberos for one realm, with the user `ada` and the service `pop/localhost`. All
/// of it is in one folder and on one port of loopback.
final class Kerberos implements AutoCloseable {
  private static final String REALM = "TEST.EXAMPLE";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Path configuration;
  final Path keytab;
  private final Path room;
  private final Process server;

  Kerberos(Path room) throws IOException {
    this.room = room;
    int port = freePort();
    configuration =
        Files.writeString(
            room.resolve("krb5.conf"),
            """
            [libdefaults]
              default_realm = %1$s
              dns_lookup_realm = false
              dns_lookup_kdc = false
              dns_canonicalize_hostname = false
              rdns = false
              udp_preference_limit = 1
            [realms]
              %1$s = {
                kdc = 127.0.0.1:%2$d
              }
            [domain_realm]
              localhost = %1$s
            """
                .formatted(REALM, port));
    Files.writeString(
        room.resolve("kdc.conf"),
        """
        [kdcdefaults]
          kdc_listen = ""
          kdc_tcp_listen = 127.0.0.1:%2$d
        [realms]
          %1$s = {
            database_name = %3$s/principal
            key_stash_file = %3$s/stash
            acl_file = %3$s/acl
          }
        [logging]
          kdc = FILE:%3$s/kdc.log
        """
            .formatted(REALM, port, room));
    keytab = room.resolve("keytab");
    run("", "kdb5_util", "create", "-s", "-r", REALM, "-P", "master");
    run("", "kadmin.local", "-r", REALM, "-q", "addprinc -randkey pop/localhost");
    run("", "kadmin.local", "-r", REALM, "-q", "addprinc -pw abracadabra ada");
    run("", "kadmin.local", "-r", REALM, "-q", "ktadd -k " + keytab + " pop/localhost");
    server = process("krb5kdc", "-n", "-r", REALM).start();
    awaitPort(port);
  }

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/sbin/krb5kdc"))
        && Files.isExecutable(Path.of("/usr/bin/kinit"))
        && Files.exists(Path.of("/usr/lib/dovecot/modules/auth/libmech_gssapi.so"));
  }

  /// The cache with a ticket of the user.
  Path ticket(String user, String password) throws IOException {
    Path cache = room.resolve("tickets-of-" + user);
    run(password + "\n", "kinit", "-c", "FILE:" + cache, user);
    return cache;
  }

  private ProcessBuilder process(String... command) {
    var builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(room.resolve("kerberos.out").toFile()));
    builder.environment().put("KRB5_CONFIG", configuration.toString());
    builder.environment().put("KRB5_KDC_PROFILE", room.resolve("kdc.conf").toString());
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    return builder;
  }

  private void run(String input, String... command) throws IOException {
    Process process = process(command).start();
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(UTF_8));
    }
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            command[0] + " failed: " + Files.readString(room.resolve("kerberos.out")));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && server.isAlive()) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (ConnectException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
    throw new IOException(
        "the KDC does not answer: " + Files.readString(room.resolve("kerberos.out")));
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
