package org.popfetch.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.popfetch.account.ClientCertificate;
import org.popfetch.account.Pin;
import org.popfetch.account.Route;
import org.popfetch.account.Tls;
import org.popfetch.config.Setting.Value;

/// What an account's keys say of the line to its server, and what of it does not go together.
final class LineReader {
  private static final List<Key<Route>> ROUTES =
      List.of(LineKeys.PROXY, LineKeys.SOURCE_ADDRESS, LineKeys.TUNNEL);

  /// What somebody relies on who writes it, and what nothing is left of without TLS. Whom to trust,
  /// and by what name, may wait in the file for TLS to be switched on.
  private static final List<Key<?>> OF_TLS =
      List.of(
          LineKeys.TLS_MIN_VERSION,
          Keys.TLS_FINGERPRINT,
          LineKeys.TLS_REVOCATION,
          LineKeys.TLS_CLIENT_CERTIFICATE);

  private LineReader() {}

  static Tls tls(Section section) {
    checkNone(section);
    List<Pin> pins = section.get(Keys.TLS_FINGERPRINT).orElse(List.of());
    boolean revocation = section.get(LineKeys.TLS_REVOCATION).orElse(false);
    if (revocation && !pins.isEmpty()) {
      complain(
          section,
          LineKeys.TLS_REVOCATION,
          "with tls-fingerprint no authority is asked; one of the two has to go");
    }
    return new Tls(
        section.get(Keys.TLS).orElse(Tls.Mode.IMPLICIT),
        section.get(Keys.TLS_CA_FILE),
        pins,
        section.get(Keys.TLS_SERVER_NAME),
        section.get(LineKeys.TLS_MIN_VERSION).orElse(Tls.Version.TLS_1_2),
        revocation,
        client(section));
  }

  /// Who asks for a check is not to believe that it takes place. A common key is for those accounts
  /// that it is of use to.
  private static void checkNone(Section section) {
    if (section.get(Keys.TLS).filter(Tls.Mode.NONE::equals).isPresent()) {
      OF_TLS.stream()
          .flatMap(key -> Stream.ofNullable(section.own().get(key.name())))
          .filter(setting -> !setting.value().equals(new Value.Flag(false)))
          .map(setting ->
              setting.misplaced(
                  "needs tls = \"implicit\" or \"starttls\"; with \"none\" nothing is"
                      + " checked"))
          .forEach(section.problems()::add);
    }
  }

  private static Optional<ClientCertificate> client(Section section) {
    Optional<Path> certificate = section.get(LineKeys.TLS_CLIENT_CERTIFICATE);
    Optional<Path> key = section.get(LineKeys.TLS_CLIENT_KEY);
    Optional<List<String>> password = section.get(LineKeys.TLS_CLIENT_KEY_PASSWORD_COMMAND);
    if (section.find(LineKeys.TLS_CLIENT_CERTIFICATE).isEmpty()) {
      String message = "there is no tls-client-certificate that it belongs to";
      complain(section, LineKeys.TLS_CLIENT_KEY, message);
      complain(section, LineKeys.TLS_CLIENT_KEY_PASSWORD_COMMAND, message);
    }
    if (key.isPresent() && certificate.filter(ClientCertificate::isPkcs12).isPresent()) {
      complain(
          section, LineKeys.TLS_CLIENT_KEY, "a PKCS #12 file holds its key itself; leave this out");
    }
    return certificate.map(file -> new ClientCertificate(file, key, password));
  }

  /// The only one of the ways; the account's own replaces a common one, whatever sort that is.
  static Route route(Section section) {
    List<Key<Route>> own = ROUTES.stream().filter(key -> has(section.own(), key)).toList();
    List<Key<Route>> chosen =
        own.isEmpty() ? ROUTES.stream().filter(key -> has(section.defaults(), key)).toList() : own;
    for (Key<Route> other : chosen.stream().skip(1).toList()) {
      complain(section, other, chosen.getFirst() + " is set too; one has to go");
    }
    return chosen.stream()
        .map(section::get)
        .toList() // All of them are read, so that all problems are found.
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(Route.DIRECT);
  }

  /// Whether the configuration holds a password for it.
  static boolean holdsPassword(Route route) {
    // The usual one first, so that the others need not be loaded.
    return !(route instanceof Route.Direct)
        && switch (route) {
          case Route.Socks5(Route.Proxy proxy) -> proxy.visitor().isPresent();
          case Route.HttpConnect(Route.Proxy proxy) -> proxy.visitor().isPresent();
          case Route.Direct _, Route.Tunnel _ -> false;
        };
  }

  private static boolean has(Map<String, Setting> settings, Key<?> key) {
    return settings.containsKey(key.name());
  }

  private static void complain(Section section, Key<?> key, String message) {
    section.find(key).map(setting -> setting.misplaced(message)).ifPresent(section.problems()::add);
  }
}
