package org.popfetch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.FaultServer;
import org.popfetch.faults.server.Letter;
import org.popfetch.faults.server.Protection;
import org.popfetch.testing.Household.Ran;
import org.popfetch.testing.TestKey;
import org.popfetch.testing.TestKeys;

/// Each fault that a doctor can see, by the number of its row in the table of faults, and what the
/// packaged program says of it.
@Timeout(120)
class DoctorRowsIT {
  @TempDir Path home;

  /// What is done with a home and a server.
  private interface Visit {
    void with(Clinic clinic) throws Exception;
  }

  private void at(Protection protection, Visit visit) throws Exception {
    try (FaultServer server = FaultServer.start(protection)) {
      visit.with(new Clinic(home, server));
    }
  }

  private void inTheOpen(FaultPlan plan, Visit visit) throws Exception {
    at(
        Protection.none(),
        clinic -> {
          clinic.server.plan(plan);
          visit.with(clinic.letters(3).work("tls = 'none'"));
        });
  }

  @Test
  void allIsWell() throws Exception {
    inTheOpen(FaultPlan.pipelining(), clinic -> clinic.assertFinds("well", 0));
  }

  @Test
  void allIsWellWhenThereWasASync() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          assertThat(clinic.household.popfetch("sync").status()).isZero();
          clinic.server.mailbox().add(Letter.of(4));
          clinic.assertFinds("well-after-a-sync", 0);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "18-in-use,       [IN-USE] another session has it,                            75",
    "18-login-delay,  [LOGIN-DELAY] come back in ten minutes,                     75",
    "18-sys-temp,     [SYS/TEMP] the disk is being mended,                        75",
    "18-sys-perm,     [SYS/PERM] your mailbox is broken,                          77",
    "19-auth,         [AUTH] wrong password,                                      77",
    "19-no-code,      no such user or password,                                   77",
    "19-app-password, [AUTH] Application-specific password required: https://help.example,   77"
  })
  void refusedAtLogin(String golden, String words, int status) throws Exception {
    FaultPlan plan = FaultPlan.none().offering("LOGIN-DELAY 600");
    inTheOpen(
        plan.when("PASS *", Fault.refuses(words)), clinic -> clinic.assertFinds(golden, status));
  }

  /// `# no password` keeps one out of the account.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "login-provider | provider = 'gmail'; user = 'recent:me' | 0",
        "login-oauth-no-token | oauth2 = { client-id = 'x', token-endpoint = 'http://127.0.0.1:1/',"
            + " device-endpoint = 'http://127.0.0.1:1/' } # no password | 77",
        "login-external-refused | auth = ['external'] # no password | 77",
      })
  void otherWaysToLogIn(String golden, String lines, int status) throws Exception {
    FaultPlan plan =
        FaultPlan.none()
            .offering("SASL EXTERNAL XOAUTH2")
            .when("AUTH *", Fault.refuses("[AUTH] no certificate"));
    at(
        Protection.none(),
        clinic -> {
          clinic.server.plan(plan);
          clinic.letters(3).work(("tls = 'none'; " + lines).split("; "));
          clinic.assertFinds(golden, status);
        });
  }

  @Test
  void row19_notSaidToBeThePassword() throws Exception {
    FaultPlan plan = FaultPlan.none().offering("AUTH-RESP-CODE");
    inTheOpen(
        plan.when("PASS *", Fault.refuses("try again")),
        clinic -> clinic.assertFinds("18-no-code-for-now", 75));
  }

  @Test
  void row20_selfSigned() throws Exception {
    untrusted("20-self-signed", TestKeys.localhost());
  }

  /// `popfetch.renew` leaves what it saw beside the home, to be put into the page.
  @Test
  void theManualShowsARealRun() throws Exception {
    at(
        Protection.implicit(TestKeys.localhost()),
        clinic -> {
          Ran ran = clinic.letters(2).work().examine("work");
          String real = "$ popfetch doctor work\n" + ran.out();
          if (Boolean.getBoolean("popfetch.renew")) {
            Files.writeString(Path.of("target/doctor-in-the-manual.txt"), real);
          }
          String page = Files.readString(Path.of("man/popfetch.1"));
          String shown = page.substring(page.indexOf("$ popfetch doctor work"));
          assertThat(shown.substring(0, shown.indexOf(".Ed")).replaceAll("port \\d+", "port PORT"))
              .satisfies(text -> assertThat(clinic.settled(text)).isEqualTo(clinic.settled(real)));
        });
  }

  @Test
  void row20_unknownAuthority() throws Exception {
    untrusted("20-unknown-authority", TestKeys.signed());
  }

  private void untrusted(String golden, TestKey key, String... lines) throws Exception {
    at(Protection.implicit(key), clinic -> clinic.letters(2).work(lines).assertFinds(golden, 69));
  }

  @Test
  void row20_expired() throws Exception {
    untrusted("20-expired", TestKeys.expired(), trusting());
  }

  @Test
  void row20_notYetValid() throws Exception {
    untrusted("20-not-yet-valid", TestKeys.notYetValid(), trusting());
  }

  @Test
  void row20_wrongName() throws Exception {
    untrusted("20-wrong-name", TestKeys.wrongName(), trusting());
  }

  @Test
  void row20_weak() throws Exception {
    untrusted("20-weak", TestKeys.weak(), trusting());
  }

  @Test
  void row20_pinnedAndChanged() throws Exception {
    untrusted(
        "20-pinned-and-changed",
        TestKeys.otherLocalhost(),
        "tls-fingerprint = 'sha256:" + TestKeys.localhost().sha256() + "'");
  }

  @Test
  void row20_pinned() throws Exception {
    TestKey key = TestKeys.localhost();
    at(
        Protection.implicit(key),
        clinic ->
            clinic
                .letters(2)
                .work("tls-fingerprint = 'sha256:" + key.sha256() + "'")
                .assertFinds("20-pinned", 0));
  }

  @Test
  void row20_trusted() throws Exception {
    at(
        Protection.implicit(TestKeys.signed()),
        clinic -> clinic.letters(2).work(trusting()).assertFinds("20-trusted", 0));
  }

  private static String trusting() {
    return "tls-ca-file = '" + TestKeys.authority().pem() + "'";
  }

  @Test
  void row21_stls() throws Exception {
    stls("21-stls", 0, Protection.stls(TestKeys.signed()), FaultPlan.none());
  }

  @Test
  void row21_stlsNotOffered() throws Exception {
    stls("21-stls-not-offered", 69, Protection.none(), FaultPlan.none());
  }

  @Test
  void row21_stlsRefused() throws Exception {
    FaultPlan plan = FaultPlan.none().when("STLS", Fault.refuses("no TLS today"));
    stls("21-stls-refused", 69, Protection.stls(TestKeys.signed()), plan);
  }

  @Test
  void row21_stlsInjected() throws Exception {
    FaultPlan plan = FaultPlan.none().when("STLS", new Fault.Adds("+OK injected\r\n"));
    stls("21-stls-injected", 69, Protection.stls(TestKeys.signed()), plan);
  }

  @Test
  void row20_selfSignedBehindStls() throws Exception {
    at(
        Protection.stls(TestKeys.localhost()),
        clinic ->
            clinic
                .letters(2)
                .work("tls = 'starttls'")
                .assertFinds("20-self-signed-behind-stls", 69));
  }

  private void stls(String golden, int status, Protection protection, FaultPlan plan)
      throws Exception {
    at(
        protection,
        clinic -> {
          clinic.server.plan(plan);
          clinic.letters(2).work("tls = 'starttls'", trusting()).assertFinds(golden, status);
        });
  }

  @Test
  void row22_plaintextClientOnATlsPort() throws Exception {
    at(
        Protection.implicit(TestKeys.signed()),
        clinic ->
            clinic.letters(2).work("tls = 'none'").assertFinds("22-plaintext-on-tls-port", 69));
  }

  @Test
  void row22_tlsClientOnAPlaintextPort() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          Ran sync = clinic.letters(2).work().assertFinds("22-tls-on-plaintext-port", 69);
          assertThat(clinic.settled(sync.err()))
              .contains("port PORT does not begin with TLS, it greets in plain text: \"+OK ready\"")
              .contains("; tls = \"none\" is safe on this machine; then: popfetch doctor work");
        });
  }

  @Test
  void row22_tlsClientOnAPortWithStls() throws Exception {
    at(
        Protection.stls(TestKeys.signed()),
        clinic -> {
          Ran sync = clinic.letters(2).work().assertFinds("22-tls-on-stls-port", 69);
          assertThat(clinic.settled(sync.err()))
              .contains("it greets in plain text: \"+OK ready\"; write tls = \"starttls\"");
        });
  }

  @Test
  void row22_tlsClientOfAnotherService() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          clinic.server.plan(
              FaultPlan.none()
                  .when(FaultPlan.GREETING, new Fault.Says("SSH-2.0-\033[2JOpenSSH_9.2\r\n")));
          Ran sync = clinic.work().assertFinds("22-tls-on-another-service", 69);
          assertThat(sync.err())
              .contains("greeted with \"SSH-2.0-\\x1b[2JOpenSSH_9.2\", which is not POP3")
              .contains("check host and port");
        });
  }

  @Test
  void row12d_renamed() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          clinic.household.popfetch("sync");
          clinic.configure("job", "tls = 'none'");
          clinic.assertFinds("12d-renamed", 78);
        });
  }

  @Test
  void row12d_anotherHost() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          clinic.household.popfetch("sync");
          clinic.work("tls = 'none'", "host = '127.0.0.2'");
          clinic.assertFinds("12d-another-host", 78);
        });
  }

  @Test
  void row12d_stateLost() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          clinic.household.popfetch("sync");
          Path state = clinic.household.stateDirectory();
          Files.move(state, home.resolve("somewhere"));
          clinic.assertFinds("12d-state-lost", 0);
        });
  }

  @Test
  void row12c_migrated() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          clinic.household.popfetch("sync");
          clinic
              .server
              .mailbox()
              .replace(Letter.of(1).withUid("new-1"), Letter.of(2).withUid("new-2"));
          clinic.assertFinds("12c-migrated", 0);
        });
  }

  @Test
  void row25c_maildirMissing() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          clinic.household.popfetch("sync");
          Files.move(home.resolve("Mail"), home.resolve("away"));
          clinic.assertFinds("25c-maildir-missing", 73);
          assertThat(home.resolve("Mail")).doesNotExist();
        });
  }

  @Test
  void row25c_mboxMissing() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          clinic.letters(2).work("tls = 'none'", "deliver = 'mbox:~/mbox'");
          clinic.household.popfetch("sync");
          Files.move(home.resolve("mbox"), home.resolve("away"));
          clinic.assertFinds("25c-mbox-missing", 73);
        });
  }

  /// Places where no mail can be put, though nothing is there that forbids it by its mode.
  @ParameterizedTest
  @CsvSource({
    "place-below-a-file,      maildir:~/afile/Mail,        ~/afile is a file",
    "place-mbox-below-a-file, mbox:~/afile/Mail/inbox,     ~/afile is a file",
    "place-in-proc,           maildir:/proc/popfetch/Mail, /proc takes no files",
    "place-is-a-file,         maildir:~/afile,             ~/afile is a file",
    "place-no-maildir,        maildir:~/papers,            ~/papers holds other things",
    "place-mbox-is-a-folder,  mbox:~/papers,               ~/papers is a folder"
  })
  void anImpossibleDestination(String golden, String deliver, String words) throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          Files.writeString(home.resolve("afile"), "");
          Files.createDirectory(home.resolve("papers"));
          Files.writeString(home.resolve("papers/letter"), "");
          clinic.work("tls = 'none'", "deliver = '" + deliver + "'");
          String told = clinic.settled(clinic.assertFinds(golden, 73).err());
          assertThat(told)
              .contains(": " + words, "; nothing was fetched; ", "deliver")
              .doesNotContain("no such file", "exists already");
        });
  }

  @Test
  void aStateDirectoryBelowAFile() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          Files.writeString(home.resolve("afile"), "");
          clinic.household.configure(
              "state-dir = '~/afile/state'\n" + clinic.account("work", "tls = 'none'"));
          String told = clinic.settled(clinic.assertFinds("state-below-a-file", 73).err());
          assertThat(told).contains("is not a directory: ~/afile", "state-dir");
        });
  }

  @Test
  void row3_silentAtTheGreeting() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          clinic.server.plan(
              FaultPlan.none().when(FaultPlan.GREETING, new Fault.Breaks(0, Fault.Ending.SILENCE)));
          clinic.work("tls = 'none'", "timeout = '2s'").assertFinds("3-silent-at-greeting", 69);
        });
  }

  @Test
  void row9_anotherRun() throws Exception {
    inTheOpen(
        FaultPlan.none().when("RETR 2", new Fault.Breaks(0, Fault.Ending.SILENCE)),
        clinic -> {
          Process first = clinic.household.start("sync");
          try {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!clinic.server.isHeld() && System.nanoTime() < end) {
              LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            clinic.assertFinds("9-another-run", 75);
          } finally {
            first.destroyForcibly().waitFor();
          }
        });
  }

  @Test
  void row11_stateDamaged() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          clinic.household.popfetch("sync");
          Path snapshot = clinic.household.stateDirectory().resolve("work/snapshot");
          Files.writeString(snapshot, "nonsense\n");
          clinic.assertFinds("11-state-damaged", 73);
        });
  }

  @Test
  void row13and14_strangeUids() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          clinic
              .server
              .mailbox()
              .add(
                  Letter.of(1).withUid("twice"),
                  Letter.of(2).withUid("twice"),
                  Letter.of(3).withUid("with blank\033[2J"),
                  Letter.of(4).withUid("x".repeat(80)));
          clinic.work("tls = 'none'").assertFinds("13-strange-uids", 0);
        });
  }

  @Test
  void row15_noUidlAndNoTop() throws Exception {
    inTheOpen(
        FaultPlan.none().without("UIDL").without("TOP"),
        clinic -> clinic.assertFinds("15-no-uidl-no-top", 78));
  }

  @Test
  void row15_noCapa() throws Exception {
    inTheOpen(
        FaultPlan.none().when("CAPA", Fault.refuses("unknown command")),
        clinic -> clinic.assertFinds("15-no-capa", 0));
  }

  @Test
  void row17_hostileWords() throws Exception {
    inTheOpen(
        FaultPlan.none()
            .when(FaultPlan.GREETING, new Fault.Says("+OK \033[31mhello\007 <1.2@host>\r\n"))
            .when("PASS *", Fault.refuses("[AUTH] \033]0;title\007wrong")),
        clinic -> clinic.assertFinds("17-hostile-words", 77));
  }

  @Test
  void notPop3() throws Exception {
    inTheOpen(
        FaultPlan.none().when(FaultPlan.GREETING, new Fault.Says("SSH-2.0-OpenSSH_9.2\r\n")),
        clinic -> clinic.assertFinds("not-pop3", 76));
  }

  @Test
  void nobodyListens() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          clinic.work("tls = 'none'");
          clinic.server.close();
          assertThat(clinic.assertFinds("nobody-listens", 69).err())
              .contains("refused the connection; tried again next time; check host and port")
              .endsWith("; then: popfetch doctor work\n");
        });
  }

  @Test
  void noPassword() throws Exception {
    at(
        Protection.none(),
        clinic ->
            clinic
                .work("tls = 'none'", "password-command = 'echo locked >&2; exit 3'")
                .assertFinds("no-password", 77));
  }

  @Test
  void aPasswordFileThatOthersMayRead() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          Files.writeString(home.resolve("pw"), Clinic.PASSWORD + "\n");
          clinic
              .work("tls = 'none'", "password-file = '~/pw'")
              .assertFinds("password-file-open", 77);
        });
  }

  @Test
  void noProgram() throws Exception {
    at(
        Protection.none(),
        clinic ->
            clinic
                .work("tls = 'none'", "deliver = { pipe = ['nowhere-to-be-found'] }")
                .assertFinds("no-program", 73));
  }

  @Test
  void anMboxThatIsLocked() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          Files.writeString(home.resolve("mbox"), "");
          Files.writeString(home.resolve("mbox.lock"), "");
          clinic.work("tls = 'none'", "deliver = 'mbox:~/mbox'");
          clinic.assertFinds("mbox-locked", 0);
        });
  }

  @Test
  void aLeftOutAccount() throws Exception {
    at(
        Protection.none(),
        clinic -> {
          clinic.household.configure(
              clinic.account("work", "tls = 'none'", "kepe = 1", "timeout = 'soon'")
                  + clinic.account("home", "tls = 'none'"));
          Ran all = clinic.examine();
          assertThat(all.err()).isEmpty();
          clinic.assertLike("left-out", all.out());
          assertThat(all.status()).isEqualTo(78);
          Ran other = clinic.examine("home");
          assertThat(headings(other)).containsExactly("home");
          assertThat(other.err()).contains("work.kepe: unknown key", "account work is left out");
          assertThat(other.status()).isEqualTo(78);
        });
  }

  @Test
  void allAccountsAndADisabledOneWhenItIsNamed() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          clinic.household.configure(
              clinic.account("one", "tls = 'none'")
                  + clinic.account("two", "tls = 'none'", "enabled = false")
                  + clinic.account("three", "tls = 'none'", "password = 'wrong'"));
          Ran all = clinic.examine();
          assertThat(headings(all)).containsExactly("one", "three");
          assertThat(headings(clinic.examine("two"))).containsExactly("two");
          assertThat(headings(clinic.examine("three", "two"))).containsExactly("three", "two");
          assertThat(clinic.examine("nobody").status()).isEqualTo(64);
        });
  }

  private static Stream<String> headings(Ran ran) {
    return ran.out()
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith(" "))
        .map(line -> line.replaceFirst(" .*", ""));
  }

  @Test
  void quietlyOnlyWhatIsBad() throws Exception {
    inTheOpen(
        FaultPlan.none().when("PASS *", Fault.refuses("[AUTH] wrong password")),
        clinic -> {
          Ran ran = clinic.examine("-q");
          clinic.assertLike("quiet", ran.out());
          assertThat(ran.status()).isEqualTo(77);
        });
    inTheOpen(FaultPlan.none(), clinic -> assertThat(clinic.examine("-q").out()).isEmpty());
  }

  @Test
  void forPrograms() throws Exception {
    at(
        Protection.implicit(TestKeys.localhost()),
        clinic -> {
          Ran ran = clinic.work().examine("--json");
          assertThat(ran.out().lines()).allMatch(line -> line.startsWith("{\"v\":1,"));
          clinic.assertLike("json", ran.out());
          assertThat(ran.status()).isEqualTo(69);
        });
  }

  @Test
  void theDialogueWithoutThePassword() throws Exception {
    inTheOpen(
        FaultPlan.none(),
        clinic -> {
          Ran ran = clinic.examine("-vv");
          assertThat(ran.err()).contains("C: PASS ********", "S: +OK ready", "C: QUIT");
          assertThat(ran.status()).isZero();
        });
  }
}
