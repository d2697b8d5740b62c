package org.popfetch.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The session of somebody who logged in at a desktop: a D-Bus session bus of its own, and on it
/// gnome-keyring with an unlocked keyring. There is no screen, so nothing that is locked can be
/// unlocked by a window.
public final class DesktopSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(20);

  /// A bus on which nothing is started by being asked for.
  private static final String BUS =
      """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        <listen>unix:dir=/tmp</listen>
        <policy context="default">
          <allow send_destination="*" eavesdrop="true"/>
          <allow eavesdrop="true"/>
          <allow own="*"/>
        </policy>
      </busconfig>
      """;

  private final Map<String, String> environment;
  private final List<Process> processes;

  private DesktopSession(Map<String, String> environment, List<Process> processes) {
    this.environment = environment;
    this.processes = processes;
  }

  /// Whether what this needs is installed.
  public static boolean isPossible() {
    return Stream.of("dbus-daemon", "dbus-send", "gnome-keyring-daemon", "secret-tool")
        .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)));
  }

  /// A session with an unlocked keyring.
  ///
  /// @param home where its files go
  public static DesktopSession begin(Path home) throws IOException {
    DesktopSession bare = beginWithoutKeyring(home);
    var builder =
        new ProcessBuilder(
            "/usr/bin/gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets");
    builder.environment().putAll(bare.environment);
    Process keyring =
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
    var session = new DesktopSession(bare.environment, List.of(keyring, bare.processes.getFirst()));
    try (OutputStream passphrase = keyring.getOutputStream()) {
      passphrase.write("the keyring's own".getBytes(StandardCharsets.UTF_8));
    }
    session.awaitKeyring();
    return session;
  }

  /// A session in which no keyring runs.
  public static DesktopSession beginWithoutKeyring(Path home) throws IOException {
    Path runtime =
        Files.createDirectories(
            home.resolve("run"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path configuration = Files.writeString(home.resolve("bus.conf"), BUS);
    Process bus =
        new ProcessBuilder(
                "/usr/bin/dbus-daemon",
                "--config-file=" + configuration,
                "--nofork",
                "--nopidfile",
                "--print-address=1")
            .redirectError(Redirect.DISCARD)
            .start();
    String address =
        new BufferedReader(new InputStreamReader(bus.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    Map<String, String> environment =
        Map.of(
            "DBUS_SESSION_BUS_ADDRESS",
            address,
            "XDG_RUNTIME_DIR",
            runtime.toString(),
            "HOME",
            home.toString());
    return new DesktopSession(environment, List.of(bus));
  }

  /// What a program of the session has in its environment.
  public Map<String, String> environment() {
    return environment;
  }

  /// Locks the keyring.
  public void lock() throws IOException {
    int status =
        run(
            "/usr/bin/dbus-send",
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            "array:objpath:/org/freedesktop/secrets/collection/login");
    if (status != 0) {
      throw new IOException("the keyring could not be locked");
    }
  }

  private void awaitKeyring() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (run("/usr/bin/secret-tool", "search", "no", "such") != 0) {
      if (System.nanoTime() > end) {
        throw new IOException("the keyring does not answer");
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  private int run(String... argv) throws IOException {
    var builder = new ProcessBuilder(argv);
    builder.environment().putAll(environment);
    Process process =
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(argv[0] + " does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
