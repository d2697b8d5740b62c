package org.popfetch.dovecot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.account.AccountName;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.SeenMessage;
import org.popfetch.seen.StateDirectory;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// The main job, end to end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DovecotIT {
  private static final Ran SILENT = new Ran(0, "", "");
  private static final int MANY = 10_000;

  private Dovecot server;
  private Household household;
  private List<String> many;

  @BeforeAll
  void start() throws IOException {
    if (!Dovecot.isInstalled() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("Dovecot is not installed, and CI=true: see .ci/run");
    }
    if (!Dovecot.isInstalled()) {
      System.err.println("SKIPPED: all tests against Dovecot, because it is not installed");
    }
    Assumptions.assumeTrue(Dovecot.isInstalled(), "Dovecot is not installed");
    server = Dovecot.start();
    many = Post.fill(server, "many", MANY);
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void home(@TempDir Path home) {
    household = new Household(home);
  }

  private String account(String name, String user, String rest) {
    return """
    [accounts.%s]
    host = "localhost"
    port = %d
    tls-ca-file = "%s"
    user = "%s"
    password = "abracadabra"
    %s
    """
        .formatted(name, server.tlsPort, server.certificate, user, rest);
  }

  private void assertNothingIsTransferredAgain() throws IOException {
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(household.popfetch("-vv", "sync").err()).contains("UIDL").doesNotContain("RETR");
  }

  @Test
  void tenThousandMessagesArriveInAMaildirAndNoneAgain() throws IOException {
    household.configure(account("work", "many", "deliver = 'maildir:~/Mail'"));
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inFolder(household.path("Mail/new"))).isEqualTo(many);
    assertThat(household.path("Mail/tmp")).isEmptyDirectory();
    assertNothingIsTransferredAgain();
    assertThat(server.count("many")).isEqualTo(MANY);
  }

  @Test
  void tenThousandMessagesArriveInAnMboxAndNoneAgain() throws IOException {
    household.configure(account("work", "many", "deliver = 'mbox:~/mbox'"));
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inMbox(household.path("mbox"))).isEqualTo(many);
    long size = Files.size(household.path("mbox"));
    assertNothingIsTransferredAgain();
    assertThat(household.path("mbox")).hasSize(size);
    assertThat(household.stateDirectory().resolve("work/spool")).isEmptyDirectory();
  }

  @Test
  void tenThousandMessagesArriveThroughMaildropAndNoneAgain() throws IOException {
    Path mail = household.path("Mail");
    for (String folder : List.of("cur", "new", "tmp")) {
      Files.createDirectories(mail.resolve(folder));
    }
    Path filter = Files.writeString(household.path("filter"), "to \"" + mail + "\"\n");
    Files.setPosixFilePermissions(filter, PosixFilePermissions.fromString("rw-------"));
    household.configure(
        account("work", "many", "deliver = { pipe = ['maildrop', '%s'] }".formatted(filter)));
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inFolder(mail.resolve("new"))).isEqualTo(many);
    assertNothingIsTransferredAgain();
  }

  @Test
  void messagesArriveThroughProcmail() throws IOException {
    List<String> sent = Post.fill(server, "procmail", 50);
    Path recipe =
        Files.writeString(
            household.path("procmailrc"),
            "MAILDIR=%1$s\nDEFAULT=%1$s/Mail/\nLOGFILE=%1$s/log\n".formatted(household.path("")));
    household.configure(
        account(
            "work", "procmail", "deliver = { pipe = ['procmail', '-m', '%s'] }".formatted(recipe)));
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inFolder(household.path("Mail/new"))).hasSize(sent.size());
  }

  @Test
  void keepFalseLeavesTheServerEmpty() throws IOException {
    List<String> sent = Post.fill(server, "empty", 500);
    household.configure(account("work", "empty", "keep = false\ndeliver = 'maildir:~/Mail'"));
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(server.count("empty")).isZero();
    assertThat(Post.inFolder(household.path("Mail/new"))).isEqualTo(sent);
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
  }

  @Test
  void keepForADayDeletesOnlyWhatWasDeliveredADayAgo() throws Exception {
    Post.fill(server, "aged", 100);
    household.configure(account("work", "aged", "keep = '1d'\ndeliver = 'maildir:~/Mail'"));
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(server.count("aged")).isEqualTo(100);

    backdate("aged", 40);
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(server.count("aged")).isEqualTo(60);
    assertThat(Post.inFolder(household.path("Mail/new"))).hasSize(100);
  }

  /// Makes some of the messages older in the account's state than a day.
  private void backdate(String user, int messages) throws Failed {
    var state = new StateDirectory(household.stateDirectory(), new RealDisk(), Clock.systemUTC());
    var mailbox = new Mailbox("localhost", user);
    try (Ledger ledger = state.open(new AccountName("work"), mailbox)) {
      List<Entry> older = new ArrayList<>();
      Instant before = Instant.now().minus(Duration.ofDays(1)).minusSeconds(1);
      for (SeenMessage one : ledger.seen().all()) {
        if (older.size() < messages) {
          older.add(
              new Entry.Delivered(one.id(), one.octets(), one.digest().orElseThrow(), before));
        }
      }
      ledger.record(older);
    }
  }

  @Test
  void whatWasCaughtUpIsNeverDeleted() throws IOException {
    Post.fill(server, "caught", 100);
    household.configure(account("work", "caught", "keep = false\ndeliver = 'maildir:~/Mail'"));
    assertThat(household.popfetch("catchup", "work").status()).isZero();
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(server.count("caught")).isEqualTo(100);
    assertThat(household.path("Mail/new")).isEmptyDirectory();
  }

  @Test
  void killedInTheMiddleOfALargeSyncAMaildirGetsEachMessageOnce() throws Exception {
    household.configure(account("work", "many", "deliver = 'maildir:~/Mail'"));
    killWhen(() -> countIn(household.path("Mail/new")) > 300);
    killWhen(() -> countIn(household.path("Mail/new")) > 3000);
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inFolder(household.path("Mail/new"))).isEqualTo(many);
    assertThat(household.path("Mail/tmp")).isEmptyDirectory();
  }

  @Test
  void killedInTheMiddleOfALargeSyncAnMboxGetsEachMessageOnce() throws Exception {
    household.configure(account("work", "many", "deliver = 'mbox:~/mbox'"));
    Path mbox = household.path("mbox");
    killWhen(() -> Files.exists(mbox) && Files.size(mbox) > 1_000_000);
    killWhen(() -> Files.size(mbox) > 20_000_000);
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inMbox(mbox)).isEqualTo(many);
    assertThat(household.stateDirectory().resolve("work/spool")).isEmptyDirectory();
  }

  /// Something that becomes true while a run goes on.
  private interface Condition {
    boolean holds() throws IOException;
  }

  /// Starts a run, and kills it without warning in the moment that something holds.
  private void killWhen(Condition condition) throws Exception {
    Process process = household.start("sync");
    while (process.isAlive() && !condition.holds()) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    assertThat(process.isAlive()).as("killed before it was done").isTrue();
    process.destroyForcibly().waitFor();
  }

  private static long countIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void aSignalEndsARunInGoodOrder() throws Exception {
    household.configure(account("work", "many", "deliver = 'maildir:~/Mail'"));
    assertThat(signalledWhenOnItsWay("INT")).isEqualTo(130);
    assertThat(household.path("Mail/tmp")).isEmptyDirectory();
    assertThat(signalledWhenOnItsWay("TERM")).isEqualTo(143);
    assertThat(household.path("Mail/tmp")).isEmptyDirectory();
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Post.inFolder(household.path("Mail/new"))).isEqualTo(many);
  }

  /// The status of a run that gets a signal once it has delivered some hundred messages more.
  private int signalledWhenOnItsWay(String signal) throws Exception {
    long before = countIn(household.path("Mail/new"));
    Process process = household.start("sync");
    while (process.isAlive() && countIn(household.path("Mail/new")) < before + 300) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(Duration.ofSeconds(5))).as("ends within 5 s").isTrue();
    return household.ended(process).status();
  }

  @Test
  void oneWrongPasswordDoesNotStopTheOtherAccount() throws IOException {
    List<String> sent = Post.fill(server, "good", 20);
    household.configure(
        account("bad", "bad", "deliver = 'maildir:~/Bad'").replace("abracadabra", "wrong")
            + account("good", "good", "deliver = 'maildir:~/Good'"));
    Ran ran = household.popfetch("sync");
    assertThat(ran.status()).isEqualTo(77);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("bad: ").contains("Authentication failed").hasLineCount(1);
    assertThat(ran.err()).doesNotContain("wrong");
    assertThat(Post.inFolder(household.path("Good/new"))).isEqualTo(sent);
  }

  @Test
  void aSecondRunNamesTheOneThatHoldsTheAccount() throws Exception {
    household.configure(account("work", "many", "deliver = 'maildir:~/Mail'"));
    Process first = household.start("sync");
    while (first.isAlive() && countIn(household.path("Mail/new")) == 0) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    Ran second = new Household(household.path("")).popfetch("sync");
    first.destroyForcibly().waitFor();
    assertThat(second.status()).isEqualTo(75);
    assertThat(second.err()).contains("pid ").contains("holds this account");
  }

  @Test
  void theSameMailArrivesByEveryWayIn() throws IOException {
    List<String> sent = Post.fill(server, "ways", 30);
    String starttls = "tls = 'starttls'\nport = " + server.port;
    String none = "tls = 'none'\nport = " + server.port;
    List<String> ways =
        List.of(
            "auth = ['plain']",
            "auth = ['login']",
            "auth = ['user']",
            "auth = ['cram-md5']",
            "pipelining = 'off'",
            starttls,
            none + "\nauth = ['apop']",
            none + "\nauth = ['cram-md5']",
            none);
    for (int i = 0; i < ways.size(); i++) {
      String account = account("work", "ways", ways.get(i) + "\ndeliver = 'maildir:~/Mail'");
      if (ways.get(i).contains("port")) {
        account = account.replace("port = " + server.tlsPort + "\n", "");
      }
      household.configure(account);
      if (i > 0) {
        assertThat(household.popfetch("state", "forget", "work").status()).isZero();
      }
      assertThat(household.popfetch("sync")).as(ways.get(i)).isEqualTo(SILENT);
      assertThat(countIn(household.path("Mail/new"))).isEqualTo(sent.size() * (i + 1L));
    }
  }
}
