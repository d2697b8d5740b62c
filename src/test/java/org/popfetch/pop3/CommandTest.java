package org.popfetch.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Secret;
import org.popfetch.pop3.Command.Answer;
import org.popfetch.pop3.Command.Bare;

class CommandTest {
  private static final Secret SECRET = new Secret("tanstaaf");

  record Example(Command command, String line, String masked, Answer answer) {}

  static Stream<Example> examples() {
    return Stream.of(
        open(Bare.CAPA, "CAPA", Answer.LISTING),
        open(Bare.LIST, "LIST", Answer.LISTING),
        open(Bare.UIDL, "UIDL", Answer.LISTING),
        open(Bare.QUIT, "QUIT", Answer.STATUS),
        open(new Command.ListOne(2), "LIST 2", Answer.STATUS),
        open(new Command.UidlOne(2), "UIDL 2", Answer.STATUS),
        open(new Command.Retr(2147483647), "RETR 2147483647", Answer.BODY),
        open(new Command.Top(1, 0), "TOP 1 0", Answer.BODY),
        open(new Command.Dele(1), "DELE 1", Answer.STATUS),
        open(new Command.User("frated b"), "USER frated b", Answer.STATUS),
        secret(new Command.Pass(SECRET), "PASS tanstaaf", "PASS ********"),
        secret(new Command.Apop("mrose", SECRET), "APOP mrose tanstaaf", "APOP mrose ********"),
        secret(
            new Command.Auth("PLAIN", Optional.of(SECRET)),
            "AUTH PLAIN tanstaaf",
            "AUTH PLAIN ********"),
        open(new Command.Auth("CRAM-MD5", Optional.empty()), "AUTH CRAM-MD5", Answer.STATUS),
        secret(new Command.AuthResponse(SECRET), "tanstaaf", "********"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aCommandIsOneLineAndShowsNoSecret(Example example) {
    assertThat(example.command.line()).isEqualTo(example.line);
    assertThat(example.command.masked()).isEqualTo(example.masked);
    assertThat(example.command.answer()).isEqualTo(example.answer);
    assertThat(example.command.toString()).doesNotContain(SECRET.reveal());
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheListingsOfTheBareCommandsHaveMoreThanALine(Bare command) {
    boolean listing =
        switch (command) {
          case CAPA, LIST, UIDL -> true;
          case STLS, STAT, NOOP, RSET, QUIT -> false;
        };
    assertThat(command.answer()).isEqualTo(listing ? Answer.LISTING : Answer.STATUS);
  }

  @Test
  void aPasswordWithBlanksGoesOutAsItIs() {
    assertThat(new Command.Pass(new Secret(" a  b ")).line()).isEqualTo("PASS  a  b ");
  }

  private static Example open(Command command, String line, Answer answer) {
    return new Example(command, line, line, answer);
  }

  private static Example secret(Command command, String line, String masked) {
    return new Example(command, line, masked, Answer.STATUS);
  }
}
