package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.account.Account;
import org.popfetch.account.Login;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Route;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.testing.ScriptedServer;
import org.popfetch.testing.TestKeys;
import org.popfetch.testing.TestProxy;
import org.popfetch.wire.Line;
import org.popfetch.wire.Transcript;

/// Ways to a server that do not lead straight there.
@Timeout(60)
class RouteTest {
  /// Nobody can look that up (RFC 6761 §6.4).
  private static final String HOST = "mail.invalid";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// An account by a route, and what is heard on the way.
  private static final class Traveller {
    final Server server;
    final boolean allowPlaintext;
    final List<String> heard = new CopyOnWriteArrayList<>();

    Traveller(Route route, Tls tls, Duration timeout, boolean allowPlaintext) {
      this.server = new Server(HOST, 4711, tls, timeout, Pipelining.AUTO, route);
      this.allowPlaintext = allowPlaintext;
    }

    static Traveller by(Route route) {
      return new Traveller(route, Tls.of(Tls.Mode.NONE), PATIENCE, true);
    }

    static Traveller by(Route route, Duration timeout) {
      return new Traveller(route, Tls.of(Tls.Mode.NONE), timeout, true);
    }

    Account account() {
      Account plain = Setup.plain().account(1);
      return new Account(
          plain.name(),
          server,
          new Login("me", new PasswordSource.Ask(), allowPlaintext, List.of()),
          plain.keep(),
          plain.destination(),
          plain.limits(),
          false,
          true);
    }

    Opening opening() {
      Transcript transcript = (_, line) -> heard.add(line);
      return new Opening(account(), () -> new Secret("abracadabra"), transcript, heard::add);
    }

    Transaction arrive() throws Failed {
      return opening().open(Setup.plain().known());
    }

    Failure fail() {
      Failed failed = catchThrowableOfType(Failed.class, this::arrive);
      assertThat(failed).isNotNull();
      return failed.failure();
    }
  }

  private static Route.Proxy at(TestProxy proxy) {
    return new Route.Proxy("127.0.0.1", proxy.port(), Optional.empty());
  }

  private static Route.Proxy at(TestProxy proxy, String user, String password) {
    var visitor = new Route.Visitor(user, new Secret(password));
    return new Route.Proxy("127.0.0.1", proxy.port(), Optional.of(visitor));
  }

  @Test
  void aSocksProxyIsGivenTheNameAndLooksItUp() throws Failed {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN);
        var proxy = TestProxy.socks5(server.port())) {
      Traveller.by(new Route.Socks5(at(proxy))).arrive().close();
      server.verify();
      assertThat(proxy.requests()).containsExactly("name mail.invalid 4711");
    }
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.7, address 192.0.2.7 995", "2001:db8::7, address 2001:db8:0:0:0:0:0:7 995"})
  void anAddressGoesToTheSocksProxyAsOne(String host, String request) throws Failed {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN);
        var proxy = TestProxy.socks5(server.port())) {
      var traveller = Traveller.by(new Route.Socks5(at(proxy)));
      Server there = traveller.server;
      var addressed = new Server(host, 995, there.tls(), PATIENCE, Pipelining.AUTO, there.route());
      Account account = traveller.account();
      var opening =
          new Opening(
              new Account(
                  account.name(),
                  addressed,
                  account.login(),
                  account.keep(),
                  account.destination(),
                  account.limits(),
                  false,
                  true),
              () -> new Secret("abracadabra"),
              Transcript.none(),
              _ -> {});
      opening.open(Setup.plain().known()).close();
      assertThat(proxy.requests()).containsExactly(request);
    }
  }

  @Test
  void anHttpProxyIsGivenTheNameAndLooksItUp() throws Failed {
    try (var server = ScriptedServer.start(ScriptedServer.LOGIN);
        var proxy = TestProxy.http(server.port(), "HTTP/1.1 200 Connection established")) {
      Traveller.by(new Route.HttpConnect(at(proxy))).arrive().close();
      server.verify();
      assertThat(proxy.requests())
          .containsExactly("CONNECT mail.invalid:4711 HTTP/1.1|Host: mail.invalid:4711");
    }
  }

  @Test
  void aProxyThatWantsAUserGetsOne() throws Failed {
    try (var server =
            ScriptedServer.start(
                "--- session 1\n"
                    + ScriptedServer.LOGIN
                    + "--- session 2\n"
                    + ScriptedServer.LOGIN);
        var socks = TestProxy.socks5(server.port(), "u:ser", "abracadabra");
        var http = TestProxy.http(server.port(), "HTTP/1.1 200 OK")) {
      var first = Traveller.by(new Route.Socks5(at(socks, "u:ser", "abracadabra")));
      first.arrive().close();
      var second = Traveller.by(new Route.HttpConnect(at(http, "user", "abracadabra")));
      second.arrive().close();
      assertThat(http.requests().getFirst())
          .endsWith("|Proxy-Authorization: Basic dXNlcjphYnJhY2FkYWJyYQ==");
      assertThat(first.heard + "" + first.server + second.heard + second.server)
          .doesNotContain("abracadabra", "dXNlcjphYnJhY2FkYWJyYQ==");
    }
  }

  @Test
  void tlsGoesThroughAProxyToTheServersName() throws Failed {
    String script = "S-starttls\n" + ScriptedServer.LOGIN;
    try (var server = ScriptedServer.start(script, TestKeys.wrongName().serverContext());
        var proxy = TestProxy.socks5(server.port())) {
      var tls =
          new Tls(
              Tls.Mode.IMPLICIT,
              Optional.of(TestKeys.authority().pem()),
              List.of(),
              Optional.of("mail.example.org"));
      new Traveller(new Route.Socks5(at(proxy)), tls, PATIENCE, false).arrive().close();
      server.verify();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, its rules do not allow that connection",
    "4, 'it cannot reach the host, or does not know the name'",
    "5, the server refused the connection",
    "99, code 99"
  })
  void whatASocksProxyRefusesIsSaid(int answer, String words) {
    try (var proxy = TestProxy.socks5(0, answer)) {
      Failure failure = Traveller.by(new Route.Socks5(at(proxy))).fail();
      assertThat(failure.status().code()).isEqualTo(69);
      assertThat(failure.doing())
          .isEqualTo("connecting to mail.invalid:4711 through the proxy 127.0.0.1:" + proxy.port());
      assertThat(failure.cause()).isEqualTo("the proxy refused: " + words);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 403 No\u001b[2J,            refused: \"HTTP/1.1 403 No\\x1b[2J\", tried again",
    "HTTP/1.1 407 Who are you,             refused: \"HTTP/1.1 407 Who are you\", write a user",
    "SSH-2.0-OpenSSH,            does not speak HTTP; it said \"SSH-2.0-OpenSSH\", check proxy"
  })
  void whatAnHttpProxyRefusesIsSaidHarmlessly(String answer, String words, String next) {
    try (var proxy = TestProxy.http(0, answer)) {
      Failure failure = Traveller.by(new Route.HttpConnect(at(proxy))).fail();
      assertThat(failure.status().code()).isEqualTo(69);
      assertThat(failure.cause()).isEqualTo("the proxy " + words);
      assertThat(failure.next()).startsWith(next);
    }
  }

  @Test
  void aWrongOrMissingProxyPasswordIsSaidAndNotShown() {
    try (var proxy = TestProxy.socks5(0, "user", "right")) {
      Failure wrong = Traveller.by(new Route.Socks5(at(proxy, "user", "abracadabra"))).fail();
      assertThat(wrong.cause()).isEqualTo("the proxy refused the user and password");
      assertThat(wrong.toString()).doesNotContain("abracadabra");
      Failure missing = Traveller.by(new Route.Socks5(at(proxy))).fail();
      assertThat(missing.cause()).isEqualTo("the proxy wants a user and a password");
    }
  }

  @Test
  void anotherServiceThanAnHttpProxyIsToldByItsGreeting() {
    try (var service = TestProxy.greeting("+OK POP3 ready")) {
      Failure failure = Traveller.by(new Route.HttpConnect(at(service))).fail();
      assertThat(failure.cause())
          .isEqualTo("the proxy does not speak HTTP; it said \"+OK POP3 ready\"");
      assertThat(failure.next()).isEqualTo("check proxy");
    }
  }

  @Test
  void aProxyThatSaysNothingIsGivenUpInTime() {
    try (var proxy = TestProxy.silent()) {
      var route = new Route.HttpConnect(at(proxy));
      Failure failure = Traveller.by(route, Duration.ofMillis(300)).fail();
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.cause()).isEqualTo("the proxy did not connect within 0.3 s");
    }
  }

  @Test
  void waitingForAProxyCanBeGivenUp() throws Exception {
    try (var proxy = TestProxy.silent()) {
      Opening opening = Traveller.by(new Route.Socks5(at(proxy))).opening();
      var failed =
          CompletableFuture.supplyAsync(
              () -> catchThrowableOfType(Failed.class, () -> opening.open(Acquaintance.NONE)));
      opening.giveUp();
      assertThat(failed.get().failure().kind()).isEqualTo(Kind.STOPPED);
    }
  }

  @Test
  void aProxyThatIsNotThereIsNotTakenForTheServer() throws IOException {
    int port;
    try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    var proxy = new Route.Proxy("127.0.0.1", port, Optional.empty());
    Failure failure = Traveller.by(new Route.Socks5(proxy)).fail();
    assertThat(failure.cause())
        .isEqualTo("the proxy cannot be reached: 127.0.0.1 refused the connection");
  }

  @Test
  void localhostBehindAProxyIsNotThisMachine() {
    var proxy = new Route.Socks5(new Route.Proxy("127.0.0.1", 1, Optional.empty()));
    var there =
        new Server("localhost", 110, Tls.of(Tls.Mode.NONE), PATIENCE, Pipelining.AUTO, proxy);
    assertThat(there.isLoopback()).isFalse();
  }

  @Test
  void aConnectionStartsFromTheSourceAddress() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var route = new Route.Direct(Optional.of("127.0.0.2"));
      var there =
          new Server(
              "127.0.0.1",
              listener.getLocalPort(),
              Tls.of(Tls.Mode.NONE),
              PATIENCE,
              Pipelining.AUTO,
              route);
      var from =
          CompletableFuture.supplyAsync(() -> {
            try (var client = listener.accept()) {
              return client.getInetAddress().getHostAddress();
            } catch (IOException e) {
              return e.toString();
            }
          });
      var line = Line.to(there);
      line.connect(Transcript.none()).close();
      assertThat(from.get()).isEqualTo("127.0.0.2");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,   127.0.0.1 cannot be reached: this machine has no address 192.0.2.7",
    "2001:db8::7, it has no address that can be reached from 2001:db8:0:0:0:0:0:7"
  })
  void aSourceAddressOfSomebodyElseIsSaid(String source, String words) {
    var route = new Route.Direct(Optional.of(source));
    var there = new Server("127.0.0.1", 9, Tls.of(Tls.Mode.NONE), PATIENCE, Pipelining.AUTO, route);
    var failed =
        catchThrowableOfType(Failed.class, () -> Line.to(there).connect(Transcript.none()));
    assertThat(failed.failure().kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failed.failure().cause()).isEqualTo(words);
  }

  /// Passes on what comes and goes; a part of it is a descendant.
  private static Route relay(int port) {
    return new Route.Tunnel(
        List.of(
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/$0; cat <&3 & cat >&3; wait",
            Integer.toString(port)));
  }

  private static Route shell(String script) {
    return new Route.Tunnel(List.of("sh", "-c", script));
  }

  @ParameterizedTest
  @EnumSource
  void aTunnelLeadsToTheServerWithAndWithoutTls(Tls.Mode mode) throws Failed {
    String script =
        switch (mode) {
          case NONE -> ScriptedServer.LOGIN;
          case IMPLICIT -> "S-starttls\n" + ScriptedServer.LOGIN;
          case STARTTLS ->
              """
              S: +OK hello
              C: CAPA
              S: +OK
              S: STLS
              S: .
              C: STLS
              S: +OK
              S-starttls
              """
                  + ScriptedServer.LOGIN.substring(ScriptedServer.LOGIN.indexOf("C: CAPA"));
        };
    var tls =
        new Tls(mode, Optional.of(TestKeys.localhost().pem()), List.of(), Optional.of("localhost"));
    try (var server = ScriptedServer.start(script)) {
      boolean open = mode == Tls.Mode.NONE;
      try (var there = new Traveller(relay(server.port()), tls, PATIENCE, open).arrive()) {
        assertThat(there.tls().isPresent()).isEqualTo(!open);
      }
      server.verify();
    }
    assertThat(Stream.of(children()).toList()).isEmpty();
  }

  /// What is left of the tunnels' programs.
  private static String[] children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(child -> child.info().commandLine().orElse(""))
        .filter(line -> line.contains("/dev/tcp/127.0.0.1") || line.contains("sleep 64"))
        .toArray(String[]::new);
  }

  @Test
  void aTunnelIsNoProtectedLine() {
    try (var server = ScriptedServer.start("S: +OK hello\nC: CAPA\nS: -ERR\nC-close\n")) {
      var tunnel = relay(server.port());
      Failure failure = new Traveller(tunnel, Tls.of(Tls.Mode.NONE), PATIENCE, false).fail();
      assertThat(failure.kind()).isEqualTo(Kind.CONFIG);
      assertThat(failure.cause()).startsWith("the password would cross");
    }
  }

  @Test
  void whatATunnelSaysOfItsEndIsShownHarmlessly() {
    Failure failure = Traveller.by(shell("printf 'no \\033[2J\\nroute\\n' >&2; exit 255")).fail();
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.cause())
        .startsWith("the server closed the connection; the tunnel `sh -c printf")
        .endsWith("` ended with status 255, saying \"no \\x1b[2J / route\"");
  }

  @Test
  void aTunnelWhoseProgramIsMissingIsSaid() {
    Failure failure = Traveller.by(new Route.Tunnel(List.of("/no/such/relay", "mail"))).fail();
    assertThat(failure.status().code()).isEqualTo(69);
    assertThat(failure.toString())
        .isEqualTo(
            "connecting to mail.invalid:4711 by `/no/such/relay mail`: /no/such/relay cannot be"
                + " started: no such file or directory; check tunnel");
  }

  @ParameterizedTest
  @CsvSource({
    "sleep 64",
    "sleep 64 & sleep 64",
    "trap '' TERM; sleep 64 & sleep 64",
    "setsid sleep 64 & echo hm >&2; sleep 64"
  })
  void aTunnelThatStallsIsEndedInTimeWithAllItStarted(String script) {
    long begun = System.nanoTime();
    Failure failure = Traveller.by(shell(script), Duration.ofSeconds(1)).fail();
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.cause()).startsWith("no answer within 1 s");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(children()).isEmpty();
  }

  /// The one that has left the family keeps the pipe open, and nobody waits for it.
  @Test
  void aReaderIsReleasedThoughSomebodyHoldsTheTunnelOpen(@TempDir Path directory) throws Exception {
    Path pid = directory.resolve("pid");
    String script = "(setsid sh -c 'echo $$ > " + pid + "; exec sleep 64' &) ; sleep 1; exit 3";
    Failure failure = Traveller.by(shell(script), Duration.ofSeconds(3)).fail();
    assertThat(failure.cause()).startsWith("no answer within 3 s");
    long stray = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(stray).ifPresent(ProcessHandle::destroyForcibly);
  }
}
