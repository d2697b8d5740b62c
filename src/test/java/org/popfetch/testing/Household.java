package org.popfetch.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A user's home with a configuration, in which the packaged program runs as it would from cron:
/// with hardly an environment, and without a terminal.
public final class Household {
  /// The system property that holds options for the program's Java virtual machine.
  public static final String JAVA_OPTIONS = "popfetch.java.options";

  private static final long MOST_SECONDS = 300;
  private static final long GLANCE_MILLIS = 50;

  /// How a run ended, and what it wrote.
  public record Ran(int status, String out, String err) {}

  private final Path home;
  private final List<String> wrapper;

  public Household(Path home) {
    this(home, List.of());
  }

  private Household(Path home, List<String> wrapper) {
    this.home = home;
    this.wrapper = wrapper;
  }

  /// The same home, where the program is started by another one, which gets it as its last
  /// arguments.
  public Household under(String... program) {
    return new Household(home, List.of(program));
  }

  /// A file or folder in this home.
  public Path path(String name) {
    return home.resolve(name);
  }

  /// Where the program keeps its state.
  public Path stateDirectory() {
    return home.resolve(".local/state/popfetch");
  }

  /// Writes the configuration; `~` in it is this home.
  public void configure(String toml) throws IOException {
    Path file = home.resolve(".config/popfetch/config.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, toml);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /// Writes a configuration with one account, `work`, of a server that speaks without TLS on
  /// loopback; user `me`, password `abracadabra`.
  ///
  /// @param rest more lines of the account
  public void configureWork(int port, String... rest) throws IOException {
    configure(
        """
        [accounts.work]
        host = "127.0.0.1"
        port = %d
        tls = "none"
        user = "me"
        password = "abracadabra"
        %s
        """
            .formatted(port, String.join("\n", rest)));
  }

  /// Runs the program to its end.
  public Ran popfetch(String... arguments) throws IOException {
    return ended(start(arguments));
  }

  /// Waits for the end of a run, which must not have said a password anywhere.
  public Ran ended(Process process) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    try {
      while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
        KeptSecrets.checkProcesses(process);
        if (System.nanoTime() > end) {
          process.destroyForcibly();
          throw new AssertionError("popfetch still runs after " + MOST_SECONDS + " s");
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    String out = Files.readString(home.resolve("out"));
    String err = Files.readString(home.resolve("err"));
    KeptSecrets.check("standard output", out);
    KeptSecrets.checkDialogue("standard error", err);
    KeptSecrets.checkFiles(stateDirectory());
    checkCrashReports();
    return new Ran(process.exitValue(), out, err);
  }

  /// Where the Java virtual machine writes them.
  private void checkCrashReports() throws IOException {
    try (var reports = Files.newDirectoryStream(home, "hs_err*")) {
      for (Path report : reports) {
        KeptSecrets.check(report.toString(), Files.readString(report));
      }
    }
  }

  /// Starts the program; [#ended] tells how it ended.
  public Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(image().resolve("bin/popfetch").toString());
    command.addAll(List.of(arguments));
    return start(command);
  }

  /// Starts the program on a terminal of 100 columns and 30 rows.
  public Pseudoterminal terminal(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(image().resolve("bin/popfetch").toString());
    command.addAll(List.of(arguments));
    return Pseudoterminal.start(100, 30, home, environment(), command);
  }

  /// Runs the program to its end, with something on its standard input.
  public Ran popfetchFed(String input, String... arguments) throws IOException {
    Path file = Files.writeString(home.resolve("in"), input);
    List<String> command = new ArrayList<>(wrapper);
    command.add(image().resolve("bin/popfetch").toString());
    command.addAll(List.of(arguments));
    return ended(builder(command).redirectInput(file.toFile()).start());
  }

  /// Starts it with another class of ours in the place of its own main class, from the same files.
  ///
  /// @param mainClass found where this class is; gets the program's jars as well
  /// @param options for the Java virtual machine
  public Process startWith(Class<?> mainClass, List<String> options, String... arguments)
      throws IOException {
    Path lib = image().resolve("lib");
    List<String> command = new ArrayList<>();
    command.add(lib.resolve("runtime/bin/java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("--class-path", lib.resolve("popfetch.jar") + ":" + home(mainClass)));
    command.add(mainClass.getName());
    command.addAll(List.of(arguments));
    return start(command);
  }

  private static Path home(Class<?> any) throws IOException {
    try {
      return Path.of(any.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Path image() {
    return Path.of(System.getProperty("popfetch.image"));
  }

  private Process start(List<String> command) throws IOException {
    Process process = builder(command).start();
    process.getOutputStream().close();
    return process;
  }

  private ProcessBuilder builder(List<String> command) {
    var builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    return builder;
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME",
        home.toString(),
        "PATH",
        "/usr/local/bin:/usr/bin:/bin",
        "POPFETCH_JAVA_OPTIONS",
        System.getProperty(JAVA_OPTIONS, ""));
  }
}
