package org.popfetch.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.popfetch.account.Secret;

/// The proof of a code.
class PkceTest {
  /// RFC 7636 App. B.
  @Test
  void challengesAsTheStandardsExampleDoes() {
    assertThat(new Pkce(new Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).challenge())
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @Test
  void isLongEnoughAndNeverTheSame() {
    Pkce one = Pkce.random();
    assertThat(one.verifier().reveal()).matches("[A-Za-z0-9_-]{43}");
    assertThat(one.verifier().reveal()).isNotEqualTo(Pkce.random().verifier().reveal());
    assertThat(one.toString()).doesNotContain(one.verifier().reveal());
  }
}
