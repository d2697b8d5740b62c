package org.popfetch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STAT              | Stat[]
          stat              | Stat[]
          'STAT '           | Stat[]
          STAT 1            | Malformed[why=this command takes no argument]
          LIST              | List[number=OptionalInt.empty]
          LIST 2            | List[number=OptionalInt[2]]
          UIDL 00007        | Uidl[number=OptionalInt[7]]
          RETR 0            | Retr[number=0]
          RETR              | Malformed[why=a number is missing or wrong]
          RETR -1           | Malformed[why=a number is missing or wrong]
          RETR 99999999999  | Malformed[why=a number is missing or wrong]
          RETR 1 2          | Malformed[why=a number is missing or wrong]
          TOP 1 20          | Top[number=1, lines=20]
          TOP 1             | Malformed[why=TOP needs a message number and a number of lines]
          TOP 1 x           | Malformed[why=a number is missing or wrong]
          USER  Ada Byron   | User[name=Ada Byron]
          USER              | Malformed[why=USER needs a name]
          APOP ada 0123     | Apop[name=ada, digest=0123]
          APOP ada          | Malformed[why=APOP needs a name and a digest]
          auth plain        | Auth[PLAIN]
          AUTH              | Malformed[why=AUTH needs a mechanism]
          ''                | Malformed[why=unknown command]
          XTND XMIT         | Malformed[why=unknown command]
          """)
  void understandsALine(String line, String command) {
    assertThat(ClientCommand.parse(line)).hasToString(command);
  }

  @Test
  void keepsEveryBlankOfAPasswordAndShowsNone() {
    assertThat(ClientCommand.parse("PASS  a b ")).isEqualTo(new ClientCommand.Pass(" a b "));
    assertThat(ClientCommand.parse("PASS")).isEqualTo(new ClientCommand.Pass(""));
    assertThat(ClientCommand.parse("PASS secret").toString()).doesNotContain("secret");
    assertThat(ClientCommand.parse("AUTH PLAIN secret").toString()).doesNotContain("secret");
  }
}
