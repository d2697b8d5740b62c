package org.popfetch.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
  private static final String DIGITS =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final byte[] DIGEST = HexFormat.of().parseHex(DIGITS);
  private static final String COLONS = HexFormat.ofDelimiter(":").withUpperCase().formatHex(DIGEST);

  @Test
  void whatItShowsItReads() {
    for (Pin.Of of : Pin.Of.values()) {
      Pin pin = Pin.of(of, DIGEST);
      assertThat(Pin.parse(pin.toString())).contains(pin);
    }
    assertThat(Pin.of(Pin.Of.CERTIFICATE, DIGEST)).hasToString("sha256:" + DIGITS);
    assertThat(Pin.of(Pin.Of.KEY, DIGEST)).hasToString("spki-sha256:" + DIGITS);
  }

  @Test
  void caseAndColonsDoNotMatter() {
    Pin pin = new Pin(Pin.Of.CERTIFICATE, DIGITS);
    assertThat(Pin.parse("sha256:" + COLONS)).contains(pin);
    assertThat(Pin.parse("SHA256:" + COLONS)).contains(pin);
    assertThat(Pin.parse("SPKI-SHA256:" + COLONS)).contains(new Pin(Pin.Of.KEY, DIGITS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256",
        "sha256:",
        DIGITS,
        "sha1:" + DIGITS,
        "sha256:" + DIGITS + "00",
        "sha256: " + DIGITS,
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
        "sha256:g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "pin-sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
      })
  void anythingElseIsNoFingerprint(String text) {
    assertThat(Pin.parse(text)).isEmpty();
  }
}
