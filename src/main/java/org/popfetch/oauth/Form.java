package org.popfetch.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.popfetch.account.OAuth;
import org.popfetch.account.Secret;

/// The parameters of a request, `application/x-www-form-urlencoded` (RFC 6749 App. B). They hold
/// secrets and do not show themselves.
final class Form {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Set<String> secrets = new HashSet<>();

  Form with(String name, String value) {
    fields.put(name, value);
    return this;
  }

  Form with(String name, Secret value) {
    secrets.add(value.reveal());
    return with(name, value.reveal());
  }

  /// A secret that is not sent, but that who answers may know.
  Form hiding(Secret known) {
    secrets.add(known.reveal());
    return this;
  }

  /// Who asks: a program on a person's machine has an id and perhaps a secret, in the body (RFC
  /// 6749 §2.3.1).
  Form of(OAuth client) {
    client.clientSecret().ifPresent(secret -> with("client_secret", secret));
    return with("client_id", client.clientId());
  }

  /// What is asked for; nothing: what the server gives by itself.
  Form scopes(OAuth client) {
    return client.server().scopes().isEmpty()
        ? this
        : with("scope", String.join(" ", client.server().scopes()));
  }

  String encoded() {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /// What a server answered, without the secrets that it may repeat.
  String masked(String text) {
    String masked = text;
    // The longest first: one may be the beginning of another.
    for (String secret :
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      masked = secret.isEmpty() ? masked : masked.replace(secret, "********");
    }
    return masked;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /// The parameters of a query; nothing when it is none, or names one of them twice (RFC 6749
  /// §3.1).
  static Optional<Map<String, String>> parse(String query) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String field : query.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        continue;
      }
      try {
        String name = URLDecoder.decode(field.substring(0, equals), UTF_8);
        if (found.put(name, URLDecoder.decode(field.substring(equals + 1), UTF_8)) != null) {
          return Optional.empty();
        }
      } catch (IllegalArgumentException badEscape) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  @Override
  public String toString() {
    return fields.keySet().toString();
  }
}
