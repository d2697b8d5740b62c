package org.popfetch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Secret;

class NetrcTest {
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of(" \n\t\r\n", List.of()),
        Arguments.of("machine a login b password c", List.of("a b c")),
        Arguments.of("machine a\n\tlogin b\r\n\tpassword c\r\n", List.of("a b c")),
        Arguments.of("machine a password c login b", List.of("a b c")),
        Arguments.of("machine a password c", List.of("a - c")),
        Arguments.of("machine a login b", List.of("a b -")),
        Arguments.of("default login b password c", List.of("- b c")),
        Arguments.of("machine a login b account x password c port 995", List.of("a b c")),
        Arguments.of(
            "machine a login b password c machine d login e password f", List.of("a b c", "d e f")),
        Arguments.of(
            "machine a login \"b b\" password \"c \\\" \\\\ d\"", List.of("a b b c \" \\ d")),
        Arguments.of("machine a login b password c\\ \\\"d", List.of("a b c \"d")),
        Arguments.of("machine a login b password a\"b", List.of("a b a\"b")),
        Arguments.of("machine a login b password \"\"", List.of("a b ")),
        Arguments.of("# all\nmachine a # here\n#login x\nlogin b password c", List.of("a b c")),
        Arguments.of("machine a login b password #c", List.of("a b #c")),
        Arguments.of("machine a login b password machine", List.of("a b machine")),
        Arguments.of(
            "machine a login b password c\nmacdef init\ncd /x\nlogin y\n\nmachine d login e",
            List.of("a b c", "d e -")),
        Arguments.of(
            "machine a login b password c macdef init\r\nx\r\n\r\ndefault",
            List.of("a b c", "- - -")),
        Arguments.of("macdef init\nmachine x", List.of()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsMachinesLoginsAndPasswords(String text, List<String> entries) throws Exception {
    assertThat(Netrc.parse(text).stream().map(NetrcTest::shown)).containsExactlyElementsOf(entries);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("machine a\nlogin b\npassword two words\n", 3),
        Arguments.of("\n\nmachine", 3),
        Arguments.of("machine a login", 1),
        Arguments.of("login b password c", 1),
        Arguments.of("machine a\npassword \"unterminated\n\n", 2),
        Arguments.of("{\"machine\": 1}", 1));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void stopsAtWhatItDoesNotUnderstandAndShowsOnlyTheLine(String text, int line) {
    var malformed = catchThrowableOfType(Netrc.Malformed.class, () -> Netrc.parse(text));
    assertThat(malformed.line()).isEqualTo(line);
    assertThat(malformed).hasMessage("line " + line);
  }

  @Test
  void anEntryDoesNotShowItsPassword() throws Exception {
    assertThat(Netrc.parse("machine a password abracadabra").toString())
        .doesNotContain("abracadabra");
  }

  private static String shown(Netrc.Entry entry) {
    return String.join(
        " ",
        entry.machine().orElse("-"),
        entry.login().orElse("-"),
        entry.password().map(Secret::reveal).orElse("-"));
  }
}
