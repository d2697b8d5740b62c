package org.popfetch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.popfetch.faults.server.FaultServer;
import org.popfetch.faults.server.Letter;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.KeptSecrets;

/// A home and a server, examined by the packaged program. Every examination is held to what is
/// promised of all: nothing is changed here or there, no password is shown, and the status is that
/// of a sync.
final class Clinic {
  static final String PASSWORD = KeptSecrets.WORD;
  private static final Path GOLDENS = Path.of("src/test/resources/org/popfetch/doctor");

  final Household household;
  final FaultServer server;
  private final Path home;

  Clinic(Path home, FaultServer server) {
    this.household = new Household(home);
    this.server = server;
    this.home = home;
  }

  /// Configures the account `work` on the server, which delivers to the Maildir `Mail`, unless the
  /// lines say otherwise.
  Clinic work(String... lines) throws IOException {
    return configure("work", lines);
  }

  Clinic configure(String account, String... lines) throws IOException {
    String said = String.join("\n", lines) + "\n";
    household.configure("[accounts." + account + "]\n" + said + rest(said));
    return this;
  }

  /// A table of an account with what its lines do not say.
  String account(String name, String... lines) {
    String said = String.join("\n", lines) + "\n";
    return "\n[accounts." + name + "]\n" + said + rest(said);
  }

  private String rest(String said) {
    var rest = new StringBuilder();
    if (!said.contains("password")) {
      rest.append("password = '" + PASSWORD + "'\n");
    }
    Stream.of(
            "host = '127.0.0.1'",
            "port = " + server.port(),
            "user = 'me'",
            "deliver = 'maildir:~/Mail'")
        .filter(line -> !said.contains(line.substring(0, line.indexOf('='))))
        .forEach(line -> rest.append(line).append('\n'));
    return rest.toString();
  }

  /// Letters on the server.
  Clinic letters(int count) {
    for (int number = 1; number <= count; number++) {
      server.mailbox().add(Letter.of(number));
    }
    return this;
  }

  /// Examines, compares with the golden of that name, and then lets a sync end with the same
  /// status.
  ///
  /// @return the sync
  Ran assertFinds(String golden, int status, String... accounts) throws IOException {
    Ran ran = examine(accounts);
    assertThat(ran.err()).isEmpty();
    assertLike(golden, ran.out());
    assertThat(ran.status()).as(ran.out()).isEqualTo(status);
    Ran sync = household.popfetch(with("sync", accounts));
    assertThat(sync.status()).as("sync: " + sync.err()).isEqualTo(status);
    return sync;
  }

  /// Examines; nothing is changed by that, and nothing told that should not be.
  Ran examine(String... arguments) throws IOException {
    SortedMap<String, String> before = tree();
    List<Integer> mail = server.mailbox().numbers();
    server.takeSaid();
    Ran ran = household.popfetch(with("doctor", arguments));
    assertThat(tree()).isEqualTo(before);
    assertThat(server.mailbox().numbers()).isEqualTo(mail);
    assertThat(server.takeSaid()).noneMatch(line -> line.matches("(?i)(RETR|DELE|TOP|RSET)\\b.*"));
    assertThat(ran.out() + ran.err())
        .doesNotContain(PASSWORD, "Exception", "\tat ", "\033", "a bug in popfetch");
    return ran;
  }

  private static String[] with(String command, String... arguments) {
    return Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new);
  }

  /// All that is in the home but for what runs print: names, modes, times and contents.
  SortedMap<String, String> tree() throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(this::counts).toList()) {
        tree.put(home.relativize(file).toString(), described(file));
      }
    }
    return tree;
  }

  private boolean counts(Path file) {
    return !file.equals(home)
        && !file.equals(home.resolve("out"))
        && !file.equals(home.resolve("err"));
  }

  private static String described(Path file) throws IOException {
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    String content = Files.isDirectory(file) ? "" : Files.readString(file);
    return mode + " " + Files.getLastModifiedTime(file) + " " + content;
  }

  /// Compares with a golden file, what differs from run to run left out of both; `popfetch.renew`
  /// writes it anew.
  void assertLike(String golden, String shown) throws IOException {
    Path file = GOLDENS.resolve(golden + ".txt");
    String settled = settled(shown);
    if (Boolean.getBoolean("popfetch.renew")) {
      Files.createDirectories(GOLDENS);
      Files.writeString(file, settled);
    }
    assertThat(settled).isEqualTo(Files.readString(file));
  }

  /// A text without what differs from run to run.
  String settled(String text) {
    return text.replace(home.toString(), "~")
        .replaceAll("\\b" + server.port() + "\\b", "PORT")
        // Whether anything listens there is a matter of the machine.
        .replaceAll(
            "(?m)^ +Port 995 .*\n(?: {10}(?:tls = \"implicit\"|port = 995)\n)*",
            "      Port 995 …\n")
        .replaceAll("\\bin \\d+ m?s\\b", "in N ms")
        .replaceAll("\\b[0-9.]+ [kMGTP]B free", "N GB free")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d [+-]\\d\\d:\\d\\d", "DATE TIME")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d", "DATE")
        .replaceAll("since \\d\\d:\\d\\d", "since TIME")
        .replaceAll("\\(\\d+ days?\\)", "(N days)")
        .replaceAll("sha256:[0-9a-f]{64}", "sha256:FINGERPRINT")
        .replaceAll("pid \\d+", "pid PID")
        .replaceAll("process \\d+", "process PID");
  }
}
