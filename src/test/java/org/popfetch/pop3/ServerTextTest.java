package org.popfetch.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTextTest {
  private static final Pattern OCTET = Pattern.compile("<([0-9a-f]{2})>");

  /// Left: what the server sent, in UTF-8, `<xx>` for an octet. Right: what is shown.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain words|                          plain words",
        "Größe – 例え 😀|                       Größe – 例え 😀",
        "Contrase<f1>a incorrecta|             Contraseña incorrecta",
        "clear<1b>[2J screen|                  clear\\x1b[2J screen",
        "tab<09>, bell<07>, NUL<00>, del<7f>|  tab\\x09, bell\\x07, NUL\\x00, del\\x7f",
        "line<0d><0a>two|                      line\\x0d\\x0atwo",
        "C1 in Latin-1 <9b>31m|                C1 in Latin-1 \\x9b31m",
        "C1 in UTF-8 <c2><9b>31m|              C1 in UTF-8 \\x9b31m",
        "soft<c2><ad>hyphen|                   soft\\xadhyphen",
        "override <e2><80><ae>gpj.exe|         override \\u{202e}gpj.exe",
        "isolate <e2><81><a6>x<e2><81><a9>|    isolate \\u{2066}x\\u{2069}",
        "mark <d8><9c>x|                       mark \\u{61c}x",
        "no width <e2><80><8b>x|               no width \\u{200b}x",
        "separator <e2><80><a8>x<e2><80><a9>|  separator \\u{2028}x\\u{2029}",
        "byte order <ef><bb><bf>x|             byte order \\u{feff}x",
        "private <ee><80><80>x|                private \\u{e000}x",
        "tag <f3><a0><81><81>x|                tag \\u{e0041}x",
        "overlong <c0><af>|                    overlong À¯",
        "half a pair <ed><b0><80>|             half a pair í°\\x80",
      })
  void whatCouldDoHarmIsEscaped(String sent, String shown) {
    assertThat(text(sent)).hasToString(shown);
  }

  @Test
  void longTextIsCutAndSaysHowLongItWas() {
    assertThat(text("x".repeat(400))).hasToString("x".repeat(400));
    assertThat(text("x".repeat(401))).hasToString("x".repeat(400) + "… (401 octets)");
    assertThat(text("<00>".repeat(1_000_000)).toString())
        .hasSizeLessThan(430)
        .endsWith("… (1000000 octets)");
  }

  @Test
  void aCharacterOfTwoUnitsIsNeverCutInHalf() {
    assertThat(text("x".repeat(399) + "😀😀").toString())
        .isEqualTo("x".repeat(399) + "😀… (407 octets)");
  }

  @Test
  void octetsAreKeptAsTheyCame() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    ServerText text = ServerText.of(all, 0, 256);
    assertThat(text.latin1().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(all);
    assertThat(ServerText.of(all, 65, 68)).isEqualTo(new ServerText("ABC"));
  }

  private static ServerText text(String sent) {
    byte[] utf8 = sent.getBytes(StandardCharsets.UTF_8);
    String octets = new String(utf8, StandardCharsets.ISO_8859_1);
    return new ServerText(
        OCTET
            .matcher(octets)
            .replaceAll(hex -> String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
  }
}
