package org.popfetch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.oauth.Tokens;
import org.popfetch.os.Programs;
import org.popfetch.os.RealDisk;
import org.popfetch.os.RealPrograms;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

class PasswordsTest {
  @TempDir Path home;

  private final Map<String, String> environment = new HashMap<>();
  private Prompt prompt = Prompt.nobody();
  private Programs programs = new RealPrograms();

  @Test
  void aLiteralIsTakenAsItIs() throws Failed {
    assertThat(password(new PasswordSource.Literal(new Secret("abracadabra"))))
        .isEqualTo("abracadabra");
  }

  @ParameterizedTest
  @CsvSource({
    "abracadabra, abracadabra",
    "abracadabra\\n, abracadabra",
    "abracadabra\\r\\nlogin: me\\n, abracadabra",
    "' hunter 2 \\n', ' hunter 2 '",
    "p\\303\\244ss\\n, päss"
  })
  void theFirstLineThatAProgramPrintsIsThePassword(String printed, String password) throws Failed {
    assertThat(password(command("printf", printed))).isEqualTo(password);
  }

  @Test
  void whatAFailingProgramSaysIsShownAndWhatItPrintsIsNot() {
    Failure failure =
        failure(command("sh", "-c", "echo hunter$((1+1)); printf 'a\\n\\033b\\n' >&2; exit 2"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.NO_PASSWORD);
    assertThat(failure.doing())
        .isEqualTo(
            "getting the password from"
                + " `echo hunter$((1+1)); printf 'a\\n\\033b\\n' >&2; exit 2`");
    assertThat(failure.cause()).isEqualTo("it ended with status 2, saying \"a / \\x1bb\"");
    assertThat(failure.next())
        .isEqualTo("it must print the password on its first line; try it by hand");
    assertThat(failure.toString()).doesNotContain("abracadabra");
  }

  @Test
  void aProgramThatPrintsNothingOrAnEmptyLineOrNoTextGivesNoPassword() {
    assertThat(failure(command("sh", "-c", "echo sorry >&2")).cause())
        .isEqualTo("it printed nothing, saying \"sorry\"");
    assertThat(failure(command("echo")).cause()).isEqualTo("the first line is empty");
    assertThat(failure(command("printf", "a\\rb\\n")).cause())
        .isEqualTo("there is a line end or a NUL in it");
    assertThat(failure(command("printf", "a\\000b\\n")).cause())
        .isEqualTo("there is a line end or a NUL in it");
    assertThat(failure(command("printf", "\\344\\n")).cause())
        .isEqualTo("the first line is not in UTF-8");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThat(failure(command("/nowhere/pass", "show")).toString())
        .startsWith("getting the password from `/nowhere/pass show`: ")
        .containsIgnoringCase("no such file or directory")
        .doesNotContain("Exception");
  }

  @Test
  void aProgramThatDoesNotEndIsGivenTwoMinutes() {
    var patience = new ArrayList<Duration>();
    programs =
        order -> {
          patience.add(order.timeout());
          return new Programs.Ended(
              Programs.Ended.TIMED_OUT, new ServerText("abracadabra"), new ServerText("waiting\n"));
        };
    assertThat(failure(command("x")).cause())
        .isEqualTo("it did not end within 120 s, saying \"waiting\"");
    assertThat(patience).containsExactly(Duration.ofMinutes(2));
  }

  @Test
  void theFirstLineOfAPrivateFileIsThePassword() throws Exception {
    Path file = write("pw", "abracadabra\nrest\n", "rw-------");
    assertThat(password(new PasswordSource.File(file))).isEqualTo("abracadabra");
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Path file = write("pw", "abracadabra\n", "rw-r-----");
    assertThat(failure(new PasswordSource.File(file)))
        .isEqualTo(
            new Failure(
                Failure.Kind.NO_PASSWORD,
                "getting the password from the file " + file,
                "others may read it (0640)",
                "chmod 600 " + file));
  }

  @Test
  void aCredentialOfSystemdMayLookAsIfItsGroupCouldReadIt() throws Exception {
    environment.put("CREDENTIALS_DIRECTORY", home.toString());
    Path file = write("pw", "abracadabra", "r--r-----");
    assertThat(password(new PasswordSource.File(file))).isEqualTo("abracadabra");
  }

  @Test
  void aCredentialIsAFileInTheFolderThatSystemdNames() throws Exception {
    environment.put("CREDENTIALS_DIRECTORY", home.toString());
    write("work", "abracadabra\n", "r--r-----");
    assertThat(password(new PasswordSource.Credential("work"))).isEqualTo("abracadabra");
  }

  @Test
  void aCredentialThatTheUnitDoesNotHaveIsNamed() {
    environment.put("CREDENTIALS_DIRECTORY", home.toString());
    assertThat(failure(new PasswordSource.Credential("work")).toString())
        .startsWith("getting the password from the file " + home + "/work: no such file");
  }

  @Test
  void outsideOfAServiceThereAreNoCredentials() {
    assertThat(failure(new PasswordSource.Credential("work")))
        .isEqualTo(
            new Failure(
                Failure.Kind.NO_PASSWORD,
                "getting the password from the credential work",
                "CREDENTIALS_DIRECTORY is not set, as it is in a service of systemd with"
                    + " credentials",
                "write LoadCredential=work:/path into its unit, see systemd.exec(5)"));
  }

  @Test
  void aFileThatIsMissingEmptyOrHugeGivesNoPassword() throws IOException {
    Path missing = home.resolve("missing");
    Path empty = write("empty", "", "rw-------");
    Path huge = write("huge", "x".repeat(PasswordFile.MOST + 1), "rw-------");
    assertThat(failure(new PasswordSource.File(missing)).cause())
        .isEqualTo("no such file or directory");
    assertThat(failure(new PasswordSource.File(empty)).cause())
        .isEqualTo("the first line is empty");
    assertThat(failure(new PasswordSource.File(huge)).cause()).isEqualTo("it is larger than 1 MB");
  }

  @ParameterizedTest
  @CsvSource({
    "pop.example.com, me, first",
    "POP.example.com, me, first",
    "pop.example.com, you, any",
    "other.example.com, me, 'quoted one'",
    "elsewhere.example.com, me, default of me",
    "elsewhere.example.com, you, default"
  })
  void netrcGoesByHostAndLogin(String host, String user, String password) throws Exception {
    write(
        ".netrc",
        """
        default login me password "default of me"
        default password default
        machine pop.example.com password any
        machine pop.example.com login me password first
        machine pop.example.com login me password second
        machine other.example.com login me password "quoted one"
        """,
        "rw-------");
    assertThat(passwords().of(account(host, user, new PasswordSource.Netrc())).reveal())
        .isEqualTo(password);
  }

  @Test
  void netrcMayBeElsewhere() throws Exception {
    environment.put("NETRC", write("my", "default password x", "rw-------").toString());
    assertThat(password(new PasswordSource.Netrc())).isEqualTo("x");
  }

  @Test
  void netrcWithoutAnEntrySaysWhichOneItMisses() throws IOException {
    Path netrc = write(".netrc", "machine a.example login you password x", "rw-------");
    assertThat(failure(new PasswordSource.Netrc()).toString())
        .isEqualTo(
            "getting the password from "
                + netrc
                + ": there is no machine pop.example.com with login me; add it there");
  }

  @Test
  void netrcThatIsNotUnderstoodIsToldByLineAndNotByItsWords() throws IOException {
    write(".netrc", "machine a.example login you password hunter two", "rw-------");
    assertThat(failure(new PasswordSource.Netrc()).toString())
        .contains("line 1: ", "needs \"quotes\"")
        .doesNotContain("hunter", "two");
  }

  @Test
  void netrcThatOthersMayReadOrThatIsMissingIsTold() throws IOException {
    Path netrc = write(".netrc", "", "rw-r--r--");
    assertThat(failure(new PasswordSource.Netrc()).next()).isEqualTo("chmod 600 " + netrc);
    Files.delete(netrc);
    assertThat(failure(new PasswordSource.Netrc()).cause()).isEqualTo("no such file or directory");
  }

  @Test
  void asksOnceForEachAccountAndRemembersTheAnswer() throws Failed {
    var questions = new ArrayList<String>();
    prompt =
        question -> {
          questions.add(question);
          return Optional.of(new Secret("typed"));
        };
    Passwords passwords = passwords();
    Account account = account("pop.example.com", "me", new PasswordSource.Ask());
    assertThat(passwords.of(account).reveal()).isEqualTo("typed");
    assertThat(passwords.of(account).reveal()).isEqualTo("typed");
    assertThat(questions).containsExactly("Password for me at pop.example.com (work): ");
  }

  @Test
  void aFailureIsRememberedToo() {
    var runs = new ArrayList<List<String>>();
    programs =
        order -> {
          runs.add(order.argv());
          throw new IOException("no such program");
        };
    Passwords passwords = passwords();
    Account account = account("pop.example.com", "me", command("x"));
    for (int i = 0; i < 2; i++) {
      var failed = catchThrowableOfType(Failed.class, () -> passwords.of(account));
      assertThat(failed.failure().cause()).isEqualTo("no such program");
    }
    assertThat(runs).hasSize(1);
  }

  @Test
  void withoutATerminalTheWaysToStoreOneAreNamed() {
    assertThat(failure(new PasswordSource.Ask()).toString())
        .isEqualTo(
            "getting the password: none is stored, and there is no terminal to ask on; store one"
                + " with password-command, password-file or netrc; see popfetch.toml(5)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\rb"})
  void whatWasTypedMustBeAPassword(String typed) {
    prompt = _ -> Optional.of(new Secret(typed));
    assertThat(failure(new PasswordSource.Ask()).kind()).isEqualTo(Failure.Kind.NO_PASSWORD);
  }

  @Test
  void aTerminalThatFailsIsNoPassword() {
    prompt =
        _ -> {
          throw new IOException("Input/output error");
        };
    assertThat(failure(new PasswordSource.Ask()).cause())
        .isEqualTo("the terminal failed: input/output error");
  }

  @Test
  void sourcesAreDescribedInTheUsersWords() {
    assertThat(Passwords.describe(command("pass", "show", "mail/work")))
        .isEqualTo("`pass show mail/work`");
    assertThat(Passwords.describe(command("sh", "-c", "pass x | head -1")))
        .isEqualTo("`pass x | head -1`");
    assertThat(Passwords.describe(command("x".repeat(100)))).isEqualTo("`" + "x".repeat(80) + "…`");
    assertThat(Passwords.describe(new PasswordSource.File(Path.of("/p")))).isEqualTo("the file /p");
    assertThat(Passwords.describe(new PasswordSource.Literal(new Secret("abracadabra"))))
        .doesNotContain("abracadabra");
  }

  private static PasswordSource command(String... argv) {
    return new PasswordSource.Command(List.of(argv));
  }

  private Passwords passwords() {
    var tokens = new Tokens(home, new RealDisk(), Clock.systemUTC());
    return new Passwords(programs, prompt, environment, home, tokens);
  }

  private String password(PasswordSource source) throws Failed {
    return passwords().of(account("pop.example.com", "me", source)).reveal();
  }

  private Failure failure(PasswordSource source) {
    return catchThrowableOfType(Failed.class, () -> password(source)).failure();
  }

  private Path write(String name, String text, String permissions) throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  private static Account account(String host, String user, PasswordSource source) {
    return new Account(
        new AccountName("work"),
        new Server(host, 995, Tls.of(Tls.Mode.IMPLICIT), Duration.ofSeconds(1), Pipelining.AUTO),
        new Login(user, source, false, List.of()),
        new Keep.Forever(),
        new Destination.Maildir(Path.of("/m")),
        Limits.NONE,
        false,
        true);
  }
}
