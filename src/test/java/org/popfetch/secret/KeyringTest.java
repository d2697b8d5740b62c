package org.popfetch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.testing.DesktopSession;

/// Passwords in a real Secret Service.
class KeyringTest {
  private static final Account ACCOUNT = account("me@example.com");

  @TempDir Path home;

  private final List<Programs.Order> orders = new ArrayList<>();

  @BeforeEach
  void needsADesktop() {
    assumeTrue(DesktopSession.isPossible(), "gnome-keyring, dbus and libsecret-tools are missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abracadabra", " hunter 2\t", "päss\"wörd\\$(x)", "-p"})
  void whatWasTypedOnceIsFoundLater(String password) throws Exception {
    try (var session = DesktopSession.begin(home)) {
      Passwords passwords = passwords(session, password);
      passwords.learn(ACCOUNT);
      assertThat(passwords.of(ACCOUNT).reveal()).isEqualTo(password);
      assertThat(passwords(session, "nobody asks").of(ACCOUNT).reveal()).isEqualTo(password);
    }
    assertThat(orders)
        .allSatisfy(order -> assertThat(order.argv()).noneMatch(word -> word.equals(password)));
  }

  @Test
  void aLaterPasswordTakesThePlaceOfAnEarlierOne() throws Exception {
    try (var session = DesktopSession.begin(home)) {
      passwords(session, "abracadabra1").learn(ACCOUNT);
      Passwords passwords = passwords(session, "abracadabra");
      assertThat(passwords.of(ACCOUNT).reveal()).isEqualTo("abracadabra1");
      passwords.learn(ACCOUNT);
      assertThat(passwords.of(ACCOUNT).reveal()).isEqualTo("abracadabra");
    }
  }

  @Test
  void eachUserHasOneAndANameThatLooksLikeAnOptionIsNone() throws Exception {
    Account strange = account("--unlock");
    try (var session = DesktopSession.begin(home)) {
      passwords(session, "abracadabra1").learn(ACCOUNT);
      passwords(session, "abracadabra").learn(strange);
      assertThat(passwords(session, "").of(ACCOUNT).reveal()).isEqualTo("abracadabra1");
      assertThat(passwords(session, "").of(strange).reveal()).isEqualTo("abracadabra");
    }
  }

  @Test
  void oneThatIsNotThereSaysHowToStoreIt() throws Exception {
    try (var session = DesktopSession.begin(home)) {
      assertThat(failure(session))
          .isEqualTo(
              new Failure(
                  Failure.Kind.NO_PASSWORD,
                  "getting the password from the keyring",
                  "it has none for me@example.com at pop.example.com, port 995",
                  "popfetch login work stores it"));
    }
  }

  @Test
  void whatWasClearedIsGone() throws Exception {
    try (var session = DesktopSession.begin(home)) {
      Passwords passwords = passwords(session, "abracadabra");
      assertThat(passwords.unlearn(ACCOUNT)).isFalse();
      passwords.learn(ACCOUNT);
      assertThat(passwords.unlearn(ACCOUNT)).isTrue();
      assertThat(failure(session).cause()).startsWith("it has none for ");
    }
  }

  @Test
  void aLockedOneIsToldFromAnEmptyOne() throws Exception {
    try (var session = DesktopSession.begin(home)) {
      Passwords passwords = passwords(session, "abracadabra");
      passwords.learn(ACCOUNT);
      session.lock();
      assertThat(failure(session).toString())
          .isEqualTo(
              "getting the password from the keyring: it is locked;"
                  + " log in at the desktop, which unlocks it, and try again");
      assertThat(caught(() -> passwords.learn(ACCOUNT)).toString())
          .startsWith("storing the password in the keyring: it is locked; ");
      assertThat(caught(() -> passwords.unlearn(ACCOUNT)).toString())
          .startsWith("removing the password from the keyring: it is locked; ");
    }
  }

  @Test
  void aSessionWithoutAKeyringSaysSo() throws Exception {
    try (var session = DesktopSession.beginWithoutKeyring(home)) {
      assertThat(failure(session).toString())
          .startsWith(
              "getting the password from the keyring: no keyring runs in this session, saying \"")
          .endsWith(
              "; start gnome-keyring, KWallet or KeePassXC; without a keyring use password-command,"
                  + " password-file or password-credential");
    }
  }

  @Test
  void cronHasNoSession() {
    var real = new RealPrograms();
    Programs cron =
        order -> {
          var argv = new ArrayList<>(List.of("env", "-u", "DBUS_SESSION_BUS_ADDRESS"));
          argv.addAll(List.of("-u", "DISPLAY", "XDG_RUNTIME_DIR=" + home));
          argv.addAll(order.argv());
          return real.run(
              new Programs.Order(argv, Map.of(), order.input(), Duration.ofSeconds(30)));
        };
    var passwords = new Passwords(cron, Prompt.nobody(), Map.of(), home, noTokens());
    assertThat(caught(() -> passwords.of(ACCOUNT)).toString())
        .startsWith(
            "getting the password from the keyring: there is no D-Bus session, as under cron,")
        .contains("; let a systemd user timer run popfetch; ");
  }

  @Test
  void aToolThatIsNotInstalledIsNamed() {
    Programs none =
        order -> {
          throw new IOException("secret-tool cannot be started: no such file or directory");
        };
    var passwords = new Passwords(none, Prompt.nobody(), Map.of(), home, noTokens());
    assertThat(caught(() -> passwords.of(ACCOUNT)).toString())
        .isEqualTo(
            "getting the password from the keyring: secret-tool cannot be started: no such file or"
                + " directory; without a keyring use password-command, password-file or"
                + " password-credential");
  }

  @Test
  void nothingIsStoredWhenNobodyCanBeAsked() throws Exception {
    try (var session = DesktopSession.begin(home)) {
      Passwords passwords =
          new Passwords(in(session.environment()), Prompt.nobody(), Map.of(), home, noTokens());
      assertThat(caught(() -> passwords.learn(ACCOUNT)).cause())
          .isEqualTo("none is stored, and there is no terminal to ask on");
      assertThat(failure(session).cause()).startsWith("it has none for ");
    }
  }

  private Failure failure(DesktopSession session) {
    return caught(() -> passwords(session, "nobody asks").of(ACCOUNT));
  }

  private Tokens noTokens() {
    return new Tokens(home, new RealDisk(), Clock.systemUTC());
  }

  private interface Deed {
    void run() throws Failed;
  }

  private static Failure caught(Deed deed) {
    return catchThrowableOfType(Failed.class, deed::run).failure();
  }

  private Passwords passwords(DesktopSession session, String typed) {
    return new Passwords(
        in(session.environment()), _ -> Optional.of(new Secret(typed)), Map.of(), home, noTokens());
  }

  /// The programs of this machine, in another environment.
  private Programs in(Map<String, String> environment) {
    var real = new RealPrograms();
    return order -> {
      orders.add(order);
      var all = new HashMap<>(environment);
      all.putAll(order.environment());
      return real.run(new Programs.Order(order.argv(), all, order.input(), Duration.ofSeconds(30)));
    };
  }

  private static Account account(String user) {
    return new Account(
        new AccountName("work"),
        new Server(
            "pop.example.com",
            995,
            Tls.of(Tls.Mode.IMPLICIT),
            Duration.ofSeconds(1),
            Pipelining.AUTO),
        new Login(user, new PasswordSource.Keyring(), false, List.of()),
        new Keep.Forever(),
        new Destination.Maildir(Path.of("/m")),
        Limits.NONE,
        false,
        true);
  }
}
