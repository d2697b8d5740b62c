package org.popfetch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.AuthorizationServer;
import org.popfetch.account.OAuth;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.config.Setting.Value;
import org.popfetch.report.WordList;

/// The `oauth2` key. A table, because an account has one source of its password or token, and a
/// table is one key: an account's own replaces the common one as a whole.
final class OAuthTable {
  static final String CLIENT_SECRET = "client-secret";

  private static final String CLIENT_ID = "client-id";
  private static final String AUTHORIZATION = "authorization-endpoint";
  private static final String TOKEN = "token-endpoint";
  private static final String DEVICE = "device-endpoint";
  private static final String REVOCATION = "revocation-endpoint";
  private static final String SCOPES = "scopes";
  private static final List<String> KNOWN =
      List.of(CLIENT_ID, CLIENT_SECRET, AUTHORIZATION, TOKEN, DEVICE, REVOCATION, SCOPES);

  private final Map<String, Setting> settings;
  private final Surroundings around;
  private final List<Problem> problems = new ArrayList<>();

  private OAuthTable(Map<String, Setting> settings, Surroundings around) {
    this.settings = settings;
    this.around = around;
  }

  /// Where the host is not known, which is a problem by itself or not the matter yet: what is left
  /// out is none.
  static PasswordSource read(Setting setting, Surroundings around) throws Unfit {
    return read(setting, around, Optional.of(Providers.GOOGLE));
  }

  /// @param usual what holds for endpoints and scopes that are left out
  static PasswordSource read(
      Setting setting, Surroundings around, Optional<AuthorizationServer> usual) throws Unfit {
    if (!(setting.value() instanceof Value.Table(Map<String, Setting> settings))) {
      throw setting.unfit(setting.shown() + " is no table; write { client-id = \"…\" }");
    }
    var table = new OAuthTable(settings, around);
    OAuth client = table.client(setting, usual);
    if (!table.problems.isEmpty()) {
      throw new Unfit(table.problems);
    }
    return new PasswordSource.Token(client);
  }

  /// Reads every key before anything is thrown, so that all problems are found.
  private OAuth client(Setting table, Optional<AuthorizationServer> usual) {
    settings.values().stream()
        .filter(one -> !KNOWN.contains(name(one)))
        .map(one -> one.misplaced("unknown key; " + meant(name(one))))
        .forEach(problems::add);
    Optional<String> id = get(CLIENT_ID, Values::text);
    if (id.isEmpty() && !settings.containsKey(CLIENT_ID)) {
      problems.add(table.misplaced("has no client-id; popfetch(1) says how to get one"));
    }
    Optional<Secret> secret = get(CLIENT_SECRET, OAuthTable::secret);
    Optional<URI> token = get(TOKEN, OAuthTable::endpoint);
    var own =
        new Endpoints(
            get(AUTHORIZATION, OAuthTable::endpoint),
            get(DEVICE, OAuthTable::endpoint),
            get(REVOCATION, OAuthTable::endpoint));
    Optional<List<String>> scopes = get(SCOPES, OAuthTable::scopes);
    return new OAuth(id.orElse(""), secret, server(table, usual, token, own, scopes));
  }

  /// Those that are not needed by everybody.
  private record Endpoints(
      Optional<URI> authorization, Optional<URI> device, Optional<URI> revocation) {}

  /// All endpoints are one server's: with a token endpoint of one's own the usual ones count no
  /// more, lest a secret of one server goes to another.
  private AuthorizationServer server(
      Setting table,
      Optional<AuthorizationServer> usual,
      Optional<URI> token,
      Endpoints own,
      Optional<List<String>> scopes) {
    Optional<AuthorizationServer> rest = settings.containsKey(TOKEN) ? Optional.empty() : usual;
    if (rest.isEmpty() && !settings.containsKey(TOKEN)) {
      problems.add(
          table.misplaced(
              "has no token-endpoint; only those of Google's and Microsoft's hosts are known"));
    } else if (rest.isEmpty()
        && !settings.containsKey(AUTHORIZATION)
        && !settings.containsKey(DEVICE)) {
      problems.add(table.misplaced("has neither authorization-endpoint nor device-endpoint"));
    }
    return new AuthorizationServer(
        token.or(() -> rest.map(AuthorizationServer::token)).orElse(URI.create("https://none/")),
        own.authorization.or(() -> rest.flatMap(AuthorizationServer::authorization)),
        own.device.or(() -> rest.flatMap(AuthorizationServer::device)),
        own.revocation.or(() -> rest.flatMap(AuthorizationServer::revocation)),
        scopes.or(() -> rest.map(AuthorizationServer::scopes)).orElse(List.of()));
  }

  private <T> Optional<T> get(String name, Reading<T> reading) {
    @Nullable Setting setting = settings.get(name);
    if (setting == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.read(setting, around));
    } catch (Unfit e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  /// Its messages show nothing of it.
  private static Secret secret(Setting setting, Surroundings around) throws Unfit {
    if (!(setting.value() instanceof Value.Text(String text))
        || text.isBlank()
        || text.chars().anyMatch(Character::isISOControl)) {
      throw setting.unfit("is no text, or empty, or holds a control character");
    }
    return new Secret(text);
  }

  /// Tokens and secrets go there: https, or this machine (RFC 8252 §8.3).
  private static URI endpoint(Setting setting, Surroundings around) throws Unfit {
    String text = Values.text(setting, around);
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw setting.unfit(setting.shown() + " is no URL; write \"https://…\"");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw setting.unfit(setting.shown() + " is no URL of a server; write \"https://…\"");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw setting.unfit("holds a user or a fragment, which an endpoint has not");
    }
    if (scheme.equals("http") && !Server.isLoopback(uri.getHost().replaceAll("[\\[\\]]", ""))) {
      throw setting.unfit(
          setting.shown() + " would send tokens over an open line; write \"https://…\"");
    }
    return uri;
  }

  /// RFC 6749 §3.3: no blanks, no quotes.
  private static List<String> scopes(Setting setting, Surroundings around) throws Unfit {
    return Values.items(
        setting,
        around,
        (item, near) -> {
          String scope = Values.text(item, near);
          if (!scope.matches("[!#-\\[\\]-~]+")) {
            throw item.unfit(item.shown() + " is no scope; each is a word of its own in the array");
          }
          return scope;
        });
  }

  private static String meant(String name) {
    return Nearest.to(name, KNOWN)
        .map(near -> "did you mean " + near + "?")
        .orElse("known are " + WordList.of(KNOWN, " and "));
  }

  private static String name(Setting setting) {
    return setting.path().getLast();
  }

  /// As the configuration would write it, the secret masked.
  static String text(OAuth client) {
    var parts = new ArrayList<String>();
    parts.add(CLIENT_ID + " = " + TomlText.quote(client.clientId()));
    client.clientSecret().ifPresent(secret -> add(parts, CLIENT_SECRET, secret.toString()));
    AuthorizationServer server = client.server();
    server.authorization().ifPresent(uri -> add(parts, AUTHORIZATION, uri.toString()));
    add(parts, TOKEN, server.token().toString());
    server.device().ifPresent(uri -> add(parts, DEVICE, uri.toString()));
    server.revocation().ifPresent(uri -> add(parts, REVOCATION, uri.toString()));
    if (!server.scopes().isEmpty()) {
      parts.add(SCOPES + " = " + TomlText.array(server.scopes()));
    }
    return "{ " + String.join(", ", parts) + " }";
  }

  private static void add(List<String> parts, String key, String value) {
    parts.add(key + " = " + TomlText.quote(value));
  }
}
