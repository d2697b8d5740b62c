package org.popfetch.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields fields(String header) {
    return Fields.of(header.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Re: Zahlungsziel | Re: Zahlungsziel",
        "=?utf-8?Q?Zahlungsziel_=E2=80=93_Entwurf?= | Zahlungsziel – Entwurf",
        "=?iso-8859-1?q?caf=e9?= and more | café and more",
        "=?utf-8?Q?a?= =?utf-8?Q?b?= | ab",
        "=?utf-8?Q?a?= b =?utf-8?Q?c?= | a b c",
        "=?utf-8?Q?a=C3?= =?utf-8?Q?=A9b?= | aéb",
        "=?utf-8?B?YcM=?= =?utf-8?B?qWI=?= | aéb",
        "=?utf-8*de?Q?=C3=A9?= | é",
        "=?utf-8?Q?blanks in it?= | blanks in it",
        "touching=?utf-8?Q?=C3=A9?=text | touchingétext",
        "=?utf-8?B?YQ?= | a",
        "=?utf-8?B?!!!?= | =?utf-8?B?!!!?=",
        "=?nonsense?Q?a?= =?utf-8?Q?b?= | =?nonsense?Q?a?= b",
        "=?utf-8?X?a?= | =?utf-8?X?a?=",
        "=?utf-8?Q?=Zq=?= | =Zq=",
        "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?= | 日本",
        "=?gb2312?B?1tC5+g==?= | 中国",
        "=?ks_c_5601-1987?B?x9HH0Q==?= | 한한",
        "=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?= | Привет",
        "raw ä – 日本 | raw ä – 日本",
        "=?utf-8?Q?tab=09nl=0Aesc=1Bend?= | tab nl esc end",
        "=?utf-8?Q?invoice=E2=80=AEfdp.exe?= | invoicefdp.exe",
        "=?utf-8?Q?=ED=A0=80?= | \ufffd",
      })
  void subjectsAreDecoded(String raw, String readable) {
    assertThat(fields("Subject: " + raw + "\r\n\r\nbody").subject()).contains(readable);
  }

  @Test
  void aFoldedSubjectIsOneLine() {
    assertThat(fields("Subject: one\r\n two\r\n\tthree\r\nX: y\r\n").subject())
        .contains("one two three");
    assertThat(fields("Subject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=\r\n").subject()).contains("ab");
  }

  @Test
  void rawOctetsThatAreNoUtf8AreLatin1() {
    byte[] header = "Subject: café\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Fields.of(header).subject()).contains("café");
  }

  @Test
  void everyCharacterSetOfTheJdkThatCanEncodeIsUnderstood() {
    for (Charset charset : Charset.availableCharsets().values()) {
      if (charset.canEncode()) {
        byte[] octets = "Hello".getBytes(charset);
        String word =
            "=?" + charset.name() + "?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
        assertThat(fields("Subject: " + word).subject())
            .as(charset.name())
            .contains(Words.oneLine(new String(octets, charset)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Ada Lovelace <ada@example.org> | Ada Lovelace",
        "\"Lovelace, Ada\" <ada@example.org> | Lovelace, Ada",
        "ada@example.org (Ada) | Ada",
        "ada@example.org | ada@example.org",
        "<ada@example.org> | ada@example.org",
        "=?utf-8?Q?Ad=C3=A9?= <ada@example.org> | Adé",
        "\"=?utf-8?Q?Ad=C3=A9?=\" <ada@example.org> | Adé",
        "=?utf-8?Q?Ad=C3?= =?utf-8?Q?=A9?= <ada@example.org> | Adé",
        "=?utf-8?Q?a=2C_b?= <ada@example.org>, c@d | a, b, c@d",
        "José <ada@example.org> | José",
        "=?nonsense?Q?a?= <ada@example.org> | =?nonsense?Q?a?=",
        "garbage <<> | garbage",
        "undisclosed-recipients:; | undisclosed-recipients:;",
        "<> | <>",
        "no address at all | no address at all",
      })
  void authorsAreShownByName(String raw, String readable) {
    assertThat(fields("From: " + raw + "\r\n\r\n").from()).contains(readable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 20 Nov 2026 09:14:00 +0100 | 2026-11-20T08:14:00Z",
        "20 Nov 26 09:14 GMT | 2026-11-20T09:14:00Z",
        "Fri, 20 Nov 2026 9:14:00 +0100 (CET) | 2026-11-20T08:14:00Z",
        "Fri, 20 Nov 2026 09:14:00 EST | 2026-11-20T14:14:00Z",
      })
  void datesArePointsInTime(String raw, String instant) {
    assertThat(fields("Date: " + raw + "\r\n").date()).map(Object::toString).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "99 Nov 99999 99:99:99 +9999", "Fri,", "\u0000"})
  void aDateThatIsNoneIsMissing(String raw) {
    assertThat(fields("Date: " + raw + "\r\n").date()).isEmpty();
  }

  @Test
  void aMissingFieldIsMissingAndTheFirstOfSeveralCounts() {
    Fields fields = fields("Subject: one\r\nSubject: two\r\n\r\nList-Id: no\r\n");
    assertThat(fields.subject()).contains("one");
    assertThat(fields.from()).isEmpty();
    assertThat(fields.listId()).isEmpty();
  }

  @Test
  void anEndlessHeaderIsCut() {
    byte[] endless = new byte[50_000_000];
    Arrays.fill(endless, (byte) 'x');
    System.arraycopy("Subject: ".getBytes(StandardCharsets.US_ASCII), 0, endless, 0, 9);
    assertThat(Fields.of(endless).subject().orElseThrow()).hasSize(1000);
  }
}
