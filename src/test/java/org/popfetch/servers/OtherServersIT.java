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

  /// The server, with mail on it.
  private PopServer filled(OtherServer kind) throws IOException {
    PopServer server = servers.get(kind);
    Assumptions.assumeTrue(server != null, kind + " cannot run");
    server.fill(MAIL);
    return server;
  }

  private void configure(int port, String rest) throws IOException {
    household.configure(
        """
        [accounts.work]
        host = "localhost"
        port = %d
        tls = "none"
        user = "me"
        password = "secret"
        deliver = "maildir:~/Mail"
        %s
        """
            .formatted(port, rest));
  }

  private void assertAllHasArrivedOnce(PopServer server) throws IOException {
    List<String> arrived = new ArrayList<>();
    try (Stream<Path> files = Files.list(household.path("Mail/new"))) {
      for (Path file : files.toList()) {
        arrived.add(server.original(Files.readString(file, ISO_8859_1)));
      }
    }
    List<String> sent = MAIL.stream().map(message -> message.replace("\r\n", "\n")).toList();
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(household.path("Mail/tmp")).isEmptyDirectory();
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

  @ParameterizedTest
  @EnumSource
  void whatIsThereCanBeLookedAt(OtherServer kind) throws IOException {
    PopServer server = filled(kind);
    configure(server.port(), "");
    assertThat(household.popfetch("check")).extracting(Ran::status).isEqualTo(0);
    Ran listed = household.popfetch("list", "work");
    assertThat(listed.status()).isZero();
    assertThat(listed.out().lines()).hasSizeGreaterThanOrEqualTo(MAIL.size());
    Ran shown = household.popfetch("show", "work", "7");
    System.err.println(
        kind
            + " "
            + listed.out().lines().limit(4).toList()
            + listed.err()
            + shown.err()
            + shown.status());
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
