package org.popfetch.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.dovecot.Post;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OtherServersIT {
  private static final Ran SILENT = new Ran(0, "", "");
  private static final List<String> MAIL = Post.messages("me", 60);

  /// The digest of each message as it has to arrive.
  private static final List<String> SENT =
      MAIL.stream().map(OtherServersIT::digestOnArrival).toList();

  private final Map<OtherServer, PopServer> servers = new EnumMap<>(OtherServer.class);
  private Household household;

  @BeforeAll
  void start() throws IOException {
    for (OtherServer server : OtherServer.values()) {
      Optional<String> obstacle = server.obstacle();
      if (obstacle.isEmpty()) {
        servers.put(server, server.start());
      } else if ("true".equals(System.getenv("CI")) && server.isExpected()) {
        throw new AssertionError(server + " cannot run, and CI=true: " + obstacle.get());
      } else {
        System.err.println("SKIPPED: the tests against " + server + ", because " + obstacle.get());
      }
    }
  }

  @AfterAll
  void stop() throws IOException {
    for (PopServer server : servers.values()) {
      server.close();
    }
  }

  @BeforeEach
  void home(@TempDir Path home) {
    household = new Household(home);
  }

  private PopServer server(OtherServer kind) {
    PopServer server = servers.get(kind);
    Assumptions.assumeTrue(server != null, kind + " cannot run");
    return server;
  }

  /// The server, with mail on it.
  private PopServer filled(OtherServer kind) throws IOException {
    PopServer server = server(kind);
    server.fill(MAIL);
    return server;
  }

  private void configure(int port, String rest) throws IOException {
    // Solid offers APOP without having a password for it.
    household.configureWork(
        port, "deliver = \"maildir:~/Mail\"", "auth = [\"plain\", \"user\"]", rest);
  }

  private void assertAllHasArrivedOnce(PopServer server) throws IOException {
    assertHaveArrivedOnce(server, SENT);
  }

  private void assertHaveArrivedOnce(PopServer server, List<String> sent) throws IOException {
    List<String> arrived = new ArrayList<>();
    try (Stream<Path> files = Files.list(household.path("Mail/new"))) {
      for (Path file : files.toList()) {
        arrived.add(digest(server.original(Files.readString(file, ISO_8859_1))));
      }
    }
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(household.path("Mail/tmp")).isEmptyDirectory();
  }

  private static String digestOnArrival(String message) {
    return digest(message.replace("\r\n", "\n"));
  }

  private static String digest(String message) {
    return Post.digest(message.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @EnumSource
  void keptMailArrivesWholeAndOnce(OtherServer kind) throws IOException {
    PopServer server = filled(kind);
    configure(server.port(), "");
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertAllHasArrivedOnce(server);
    Ran again = household.popfetch("-vv", "sync");
    assertThat(again.status()).isZero();
    assertThat(again.err()).contains("UIDL").doesNotContain("RETR");
    assertThat(Inbox.count(server.port())).isEqualTo(MAIL.size());
  }

  @ParameterizedTest
  @EnumSource
  void deletedMailArrivesOnceAndTheServerIsEmpty(OtherServer kind) throws IOException {
    PopServer server = filled(kind);
    configure(server.port(), "keep = false");
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertThat(Inbox.count(server.port())).isZero();
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertAllHasArrivedOnce(server);
  }

  /// As it comes to somebody who is on a mailing list; to popa3d they have the same uid.
  @ParameterizedTest
  @EnumSource
  void messagesThatShareAMessageIdArriveOnceEach(OtherServer kind) throws IOException {
    PopServer server = server(kind);
    List<String> copies =
        List.of(MAIL.get(3), MAIL.get(3).replace("Subject: ", "Subject: [list] "));
    List<String> sent = copies.stream().map(OtherServersIT::digestOnArrival).toList();
    server.fill(copies);
    configure(server.port(), "");
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertHaveArrivedOnce(server, sent);
    configure(server.port(), "keep = false");
    assertThat(household.popfetch("sync")).isEqualTo(SILENT);
    assertHaveArrivedOnce(server, sent);
    assertThat(Inbox.count(server.port())).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsThereCanBeLookedAt(OtherServer kind) throws Exception {
    PopServer server = filled(kind);
    configure(server.port(), "");
    assertThat(household.popfetch("check")).extracting(Ran::status).isEqualTo(0);
    Ran listed = household.popfetch("list", "work");
    assertThat(listed.status()).isZero();
    assertThat(listed.out().lines()).hasSizeGreaterThanOrEqualTo(MAIL.size());
    String shown = shown("7");
    // It is taken by RETR where there is no TOP.
    assertThat(SENT)
        .containsAnyOf(digest(server.original(shown)), digest(server.originalOfTop(shown)));
  }

  /// A message that `show` writes, which need not be a text in UTF-8.
  private String shown(String number) throws Exception {
    Process process = household.start("show", "work", number);
    assertThat(process.waitFor(Duration.ofSeconds(60))).isTrue();
    assertThat(process.exitValue()).as(Files.readString(household.path("err"))).isZero();
    return Files.readString(household.path("out"), ISO_8859_1).replace("\r\n", "\n");
  }

  @ParameterizedTest
  @EnumSource
  void killedInTheMiddleKeptMailArrivesOnce(OtherServer kind) throws Exception {
    killedInTheMiddle(filled(kind), "");
  }

  @ParameterizedTest
  @EnumSource
  void killedInTheMiddleDeletedMailArrivesOnce(OtherServer kind) throws Exception {
    PopServer server = filled(kind);
    killedInTheMiddle(server, "keep = false");
    assertThat(Inbox.count(server.port())).isZero();
  }

  private void killedInTheMiddle(PopServer server, String rest) throws Exception {
    long octets = MAIL.stream().mapToLong(String::length).sum();
    try (var valve = new Valve(server.port(), octets / 2)) {
      configure(valve.port(), rest);
      Process process = household.start("sync");
      while (process.isAlive() && countIn(household.path("Mail/new")) < 10) {
        LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
      }
      assertThat(process.isAlive()).as("killed before it was done").isTrue();
      process.destroyForcibly().waitFor();
      valve.open();
      Inbox.login(server.port()).close();
      assertThat(household.popfetch("sync")).isEqualTo(SILENT);
      assertAllHasArrivedOnce(server);
    }
  }

  private static long countIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
