package org.popfetch.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.ClientCertificate;
import org.popfetch.account.Route;
import org.popfetch.account.Tls;

/// The keys that are about the line to a server, and that few accounts need: the finer choices of
/// TLS, and ways that do not lead straight there.
final class LineKeys {
  static final Key<Tls.Version> TLS_MIN_VERSION =
      new Key<>(
          "tls-min-version",
          "string",
          "1.2",
          "The oldest version of TLS that is spoken",
          Protection::version,
          account ->
              account.server().tls().oldest() == Tls.Version.TLS_1_2
                  ? Optional.empty()
                  : Shown.text(account.server().tls().oldest().number()));

  static final Key<Boolean> TLS_REVOCATION =
      new Key<>(
          "tls-revocation",
          "boolean",
          "false",
          "Whether the authorities are asked if they have taken the certificate back",
          Values::flag,
          account -> account.server().tls().revocation() ? Shown.flag(true) : Optional.empty());

  static final Key<Path> TLS_CLIENT_CERTIFICATE =
      new Key<>(
          "tls-client-certificate",
          "path",
          "none",
          "The certificate that is shown to a server that asks for one",
          PathText::path,
          account ->
              account
                  .server()
                  .tls()
                  .client()
                  .flatMap(client -> Shown.text(client.certificate().toString())));

  static final Key<Path> TLS_CLIENT_KEY =
      new Key<>(
          "tls-client-key",
          "path",
          "the file of the certificate",
          "The private key of tls-client-certificate",
          PathText::path,
          account ->
              account
                  .server()
                  .tls()
                  .client()
                  .flatMap(ClientCertificate::key)
                  .flatMap(key -> Shown.text(key.toString())));

  static final Key<List<String>> TLS_CLIENT_KEY_PASSWORD_COMMAND =
      new Key<>(
          "tls-client-key-password-command",
          "string or array of strings",
          "none, the key is not encrypted",
          "A program whose first line of output opens the private key",
          Arguments::shellOrList,
          account ->
              account
                  .server()
                  .tls()
                  .client()
                  .flatMap(ClientCertificate::keyPassword)
                  .map(TomlText::array));

  static final Key<Route> PROXY =
      new Key<>(
          "proxy",
          "string",
          "none",
          "The proxy through which the server is reached",
          ProxySyntax::route,
          account ->
              switch (account.server().route()) {
                case Route.Socks5 socks -> Shown.text(socks.toString());
                case Route.HttpConnect http -> Shown.text(http.toString());
                case Route.Direct _, Route.Tunnel _ -> Optional.empty();
              });

  static final Key<Route> SOURCE_ADDRESS =
      new Key<>(
          "source-address",
          "string",
          "the system's choice",
          "The address of this machine from which the server is reached",
          HostSyntax::source,
          account ->
              account.server().route() instanceof Route.Direct(Optional<String> source)
                  ? source.flatMap(Shown::text)
                  : Optional.empty());

  static final Key<Route> TUNNEL =
      new Key<>(
          "tunnel",
          "array of strings",
          "none",
          "A program whose standard input and output are the connection to the server",
          (setting, around) -> new Route.Tunnel(Arguments.list(setting, around)),
          account ->
              account.server().route() instanceof Route.Tunnel(List<String> argv)
                  ? Optional.of(TomlText.array(argv))
                  : Optional.empty());

  private LineKeys() {}
}
