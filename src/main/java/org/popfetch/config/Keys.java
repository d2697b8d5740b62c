package org.popfetch.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pin;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Provider;
import org.popfetch.account.Tls;

/// The one list of the keys that the configuration knows. A new key is a constant here (or in
/// [LineKeys]), a place in [#ACCOUNT], a line in [AccountReader] (or [LineReader]), and a paragraph
/// in popfetch.toml(5).
final class Keys {
  static final Key<Path> STATE_DIR =
      new Key<>(
          "state-dir",
          "path",
          "$XDG_STATE_HOME/popfetch, else ~/.local/state/popfetch",
          "Where popfetch remembers what it has delivered",
          PathText::path,
          _ -> Optional.empty());

  // No method reference: most configurations name no provider, and the table of them is not loaded.
  static final Key<Provider> PROVIDER =
      new Key<>(
          "provider",
          "string",
          "none",
          "The mail provider whose server is meant, instead of host, port, tls and auth",
          (setting, around) -> Providers.read(setting, around),
          account -> account.provider().map(Provider::name).flatMap(Shown::text));

  static final Key<String> HOST =
      new Key<>(
          "host",
          "string",
          "that of the provider; without one it is required",
          "The server's name or address",
          HostSyntax::host,
          account -> Shown.text(account.server().host()));

  static final Key<Integer> PORT =
      new Key<>(
          "port",
          "integer",
          "995 when tls is implicit, else 110",
          "The server's TCP port",
          Values::port,
          account -> Optional.of(Integer.toString(account.server().port())));

  static final Key<Tls.Mode> TLS =
      new Key<>(
          "tls",
          "string",
          "implicit",
          "When the connection is encrypted",
          Values.oneOf(Arrays.asList(Tls.Mode.values()), TomlText::word),
          account -> Shown.word(account.server().tls().mode()));

  static final Key<Path> TLS_CA_FILE =
      new Key<>(
          "tls-ca-file",
          "path",
          "the system's trust store",
          "PEM certificates of the authorities to trust instead of the system's",
          PathText::path,
          account -> account.server().tls().caFile().map(Path::toString).flatMap(Shown::text));

  static final Key<List<Pin>> TLS_FINGERPRINT =
      new Key<>(
          "tls-fingerprint",
          "string or array of strings",
          "none",
          "The certificate, or its key, that the server must have, whoever signed it",
          Protection::pins,
          account -> Shown.pins(account.server().tls().pins()));

  static final Key<String> TLS_SERVER_NAME =
      new Key<>(
          "tls-server-name",
          "string",
          "the host",
          "The name that the certificate must bear when it is not the host's",
          HostSyntax::name,
          account -> account.server().tls().serverName().flatMap(Shown::text));

  static final Key<String> USER =
      new Key<>(
          "user",
          "string",
          "none, it is required",
          "The login name, as the server wants it",
          Values::text,
          account -> Shown.text(account.login().user()));

  static final Key<PasswordSource> PASSWORD =
      new Key<>(
          "password",
          "string",
          "asked for on the terminal",
          "The password itself",
          Protection::password,
          account -> Shown.password(account, PasswordSource.Literal.class));

  static final Key<PasswordSource> PASSWORD_COMMAND =
      new Key<>(
          "password-command",
          "string or array of strings",
          "none",
          "A program whose first line of output is the password",
          Arguments::command,
          account -> Shown.password(account, PasswordSource.Command.class));

  static final Key<PasswordSource> PASSWORD_FILE =
      new Key<>(
          "password-file",
          "path",
          "none",
          "A file whose first line is the password",
          (setting, around) -> new PasswordSource.File(PathText.path(setting, around)),
          account -> Shown.password(account, PasswordSource.File.class));

  static final Key<PasswordSource> PASSWORD_CREDENTIAL =
      new Key<>(
          "password-credential",
          "string",
          "none",
          "A credential of systemd whose first line is the password",
          Protection::credential,
          account -> Shown.password(account, PasswordSource.Credential.class));

  static final Key<Boolean> KEYRING =
      new Key<>(
          "keyring",
          "boolean",
          "false",
          "Takes the password from the desktop's keyring",
          Values::flag,
          account -> Shown.password(account, PasswordSource.Keyring.class));

  static final Key<Boolean> NETRC =
      new Key<>(
          "netrc",
          "boolean",
          "false",
          "Takes the password from the netrc file",
          Values::flag,
          account -> Shown.password(account, PasswordSource.Netrc.class));

  static final Key<PasswordSource> OAUTH2 =
      new Key<>(
          "oauth2",
          "table",
          "none",
          "Logs in with a token that popfetch login gets, instead of a password",
          OAuthTable::read,
          account -> Shown.password(account, PasswordSource.Token.class));

  static final Key<Boolean> ALLOW_PLAINTEXT =
      new Key<>(
          "allow-plaintext",
          "boolean",
          "false",
          "Whether the password may be sent over a connection that is not encrypted",
          Values::flag,
          account -> Shown.flag(account.login().allowPlaintext()));

  static final Key<List<Mechanism>> AUTH =
      new Key<>(
          "auth",
          "array of strings",
          "whatever the server offers",
          "The ways to log in that are tried, in this order",
          Protection::mechanisms,
          account -> Shown.mechanisms(account.login().auth()));

  static final Key<Keep> KEEP =
      new Key<>(
          "keep",
          "boolean or duration",
          "true",
          "How long a delivered message stays on the server",
          Amounts::keep,
          account -> Optional.of(Shown.keep(account.keep())));

  static final Key<Destination> DELIVER =
      new Key<>(
          "deliver",
          "string or table",
          "none, it is required",
          "Where messages go",
          Destinations::read,
          account -> Optional.of(Shown.destination(account.destination())));

  static final Key<Long> MAX_SIZE =
      new Key<>(
          "max-size",
          "size",
          "none",
          "Larger messages are left on the server and reported",
          Amounts::size,
          account -> account.limits().maxSize().stream().mapToObj(Shown::size).findFirst());

  static final Key<Integer> MAX_MESSAGES =
      new Key<>(
          "max-messages",
          "integer",
          "none",
          "The most messages that one run fetches",
          Values::count,
          account ->
              account.limits().maxMessages().stream().mapToObj(Integer::toString).findFirst());

  static final Key<Long> MAX_BYTES =
      new Key<>(
          "max-bytes",
          "size",
          "none",
          "The most octets that one run fetches",
          Amounts::size,
          account -> account.limits().maxBytes().stream().mapToObj(Shown::size).findFirst());

  static final Key<Integer> COMMIT_EVERY =
      new Key<>(
          "commit-every",
          "integer",
          "none",
          "The most messages that one session deletes; another session goes on",
          Values::count,
          account ->
              account.limits().commitEvery().stream().mapToObj(Integer::toString).findFirst());

  static final Key<Duration> TIMEOUT =
      new Key<>(
          "timeout",
          "duration",
          "60s",
          "How long the server may be silent",
          Amounts::timeout,
          account -> Shown.text(Amounts.text(account.server().timeout())));

  static final Key<Pipelining> PIPELINING =
      new Key<>(
          "pipelining",
          "string",
          "auto",
          "Whether commands are sent before earlier ones were answered",
          Values.oneOf(Arrays.asList(Pipelining.values()), TomlText::word),
          account -> Shown.word(account.server().pipelining()));

  static final Key<Boolean> RECEIVED_HEADER =
      new Key<>(
          "received-header",
          "boolean",
          "false",
          "Whether a Received field is put in front of each message",
          Values::flag,
          account -> Shown.flag(account.receivedHeader()));

  static final Key<Boolean> ENABLED =
      new Key<>(
          "enabled",
          "boolean",
          "true",
          "Whether a run that names no account includes this one",
          Values::flag,
          account -> Shown.flag(account.enabled()));

  /// The keys of an account and of `[defaults]`, in the order of the manual page.
  static final List<Key<?>> ACCOUNT =
      List.of(
          PROVIDER,
          HOST,
          PORT,
          TLS,
          LineKeys.TLS_MIN_VERSION,
          TLS_CA_FILE,
          TLS_FINGERPRINT,
          TLS_SERVER_NAME,
          LineKeys.TLS_REVOCATION,
          LineKeys.TLS_CLIENT_CERTIFICATE,
          LineKeys.TLS_CLIENT_KEY,
          LineKeys.TLS_CLIENT_KEY_PASSWORD_COMMAND,
          LineKeys.PROXY,
          LineKeys.SOURCE_ADDRESS,
          LineKeys.TUNNEL,
          TIMEOUT,
          PIPELINING,
          USER,
          PASSWORD,
          PASSWORD_COMMAND,
          PASSWORD_FILE,
          PASSWORD_CREDENTIAL,
          KEYRING,
          NETRC,
          OAUTH2,
          ALLOW_PLAINTEXT,
          AUTH,
          DELIVER,
          KEEP,
          MAX_SIZE,
          MAX_MESSAGES,
          MAX_BYTES,
          COMMIT_EVERY,
          RECEIVED_HEADER,
          ENABLED);

  private Keys() {}
}
