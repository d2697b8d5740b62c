package org.popfetch.oauth;

import com.nimbusds.oauth2.sdk.TokenRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/// What an authorization server puts into one user's tokens, also into those that it gives for a
/// refresh token later: what is changed holds from the next token on.
final class Terms extends DefaultOAuth2TokenCallback {
  static final String ISSUER = "mail";

  private volatile String user;
  private volatile String audience;
  private volatile Duration life;

  Terms(String user, String audience, Duration life) {
    super(ISSUER, user, "JWT", List.of(audience), Map.of(), life.toSeconds());
    this.user = user;
    this.audience = audience;
    this.life = life;
  }

  void user(String other) {
    user = other;
  }

  void audience(String other) {
    audience = other;
  }

  void life(Duration other) {
    life = other;
  }

  @Override
  public String subject(TokenRequest request) {
    return user;
  }

  @Override
  public List<String> audience(TokenRequest request) {
    return List.of(audience);
  }

  @Override
  public long tokenExpiry() {
    return life.toSeconds();
  }
}
