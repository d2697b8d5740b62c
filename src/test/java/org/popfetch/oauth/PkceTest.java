package org.popfetch.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The proof of a code.
class PkceTest {
  /// RFC 7636 App. B.
  @Test
  void challengesAsTheStandardsExampleDoes() {
    assertThat(new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge())
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @Test
  void isLongEnoughAndNeverTheSame() {
    Pkce one = Pkce.random();
    assertThat(one.verifier()).matches("[A-Za-z0-9_-]{43}");
    assertThat(one.verifier()).isNotEqualTo(Pkce.random().verifier());
    assertThat(one.toString()).doesNotContain(one.verifier());
  }
}
