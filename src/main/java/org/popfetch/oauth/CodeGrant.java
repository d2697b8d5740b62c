package org.popfetch.oauth;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.account.OAuth;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;

/// A login by a browser on this machine: an authorization code (RFC 6749 §4.1) that comes to a port
/// on loopback (RFC 8252 §7.3), with PKCE.
///
/// @param patience how long a person may take
public record CodeGrant(Account account, OAuth client, Clock clock, Duration patience) {
  /// Long enough for a second factor, and for reading what one allows.
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  public CodeGrant(Account account, OAuth client, Clock clock) {
    this(account, client, clock, PATIENCE);
  }

  /// Waits for a person to allow access.
  ///
  /// @throws Failed when that is denied or takes too long, or what [Endpoint#post] throws
  public Token get(Guide guide) throws Failed {
    var trouble = new Trouble(account.name(), "logging in by a browser");
    Optional<URI> page = client.server().authorization();
    if (page.isEmpty()) {
      throw trouble.told(
          "there is no authorization-endpoint under oauth2",
          "without a browser: popfetch login --device " + account.name());
    }
    Pkce pkce = Pkce.random();
    String state = Pkce.nonce();
    try (var redirect = Redirect.listen()) {
      guide.open(page(page.get(), redirect.uri(), pkce, state));
      Map<String, String> came =
          redirect
              .await(state, patience)
              .orElseThrow(() ->
                  trouble.told(
                      "nobody allowed access within " + patience.toSeconds() + " s",
                      "to try again: popfetch login " + account.name()));
      return redeemed(came, redirect.uri(), pkce, trouble);
    } catch (IOException e) {
      throw trouble.files(e);
    }
  }

  private URI page(URI page, URI redirect, Pkce pkce, String state) {
    var form =
        new Form()
            .with("response_type", "code")
            .with("client_id", client.clientId())
            .with("redirect_uri", redirect.toString())
            .scopes(client)
            .with("state", state)
            .with("code_challenge", pkce.challenge())
            .with("code_challenge_method", "S256")
            .with("login_hint", account.login().user());
    String separator = page.getRawQuery() == null ? "?" : "&";
    return URI.create(page + separator + form.encoded());
  }

  private Token redeemed(Map<String, String> came, URI redirect, Pkce pkce, Trouble trouble)
      throws Failed {
    if (came.containsKey("error")) {
      throw trouble.error(
          Answer.harmless(came.getOrDefault("error", "")),
          Answer.harmless(came.getOrDefault("error_description", "")));
    }
    var form =
        new Form()
            .with("grant_type", "authorization_code")
            .with("code", new Secret(came.getOrDefault("code", "")))
            .with("redirect_uri", redirect.toString())
            .with("code_verifier", pkce.verifier());
    return new TokenEndpoint(client, clock).get(form, trouble);
  }
}
