package org.popfetch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.Letter;
import org.popfetch.peers.Order.Into;

/// Messages and answers that are not what one expects.
class RowsHostileIT extends Rows {
  private static final int TEN_MILLION = 10_000_000;

  @ParameterizedTest(name = "16 odd octets, {0}")
  @EnumSource(names = {"MAILDIR", "PROGRAM"})
  void row16_oddOctets(Into into) throws Exception {
    Played played =
        situation(
                "16",
                "1 has NULs, 2 lone CRs, 3 lone LFs, 4 8-bit, 5 no line end before the final dot,"
                    + " 6 dots at line starts, into "
                    + into)
            .ordering(order -> order.into(into))
            .play(stage -> {
              stage.send(
                  Letter.of(1, "before\0behind\r\n\0\r\n"),
                  Letter.of(2, "a\rb\r\n\r\r\n\r"),
                  Letter.of(3, "a\nb\r\n\n\r\n\n"),
                  Letter.of(4, "caf\u00e9 \u0080\u00ff\r\n"),
                  Letter.of(5, "the last line"),
                  Letter.of(6, ".\r\n..\r\n...\r\n.a\r\n"));
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("16 empty message, and one of dots alone")
  void row16_emptyAndDots() throws Exception {
    Played played =
        situation("16", "1 is an empty message, 2 is dots alone, 3 a header alone, 4 a letter")
            .play(stage -> {
              stage.send(
                  Letter.raw(1, ""),
                  Letter.raw(2, ".\r\n..\r\n...\r\n"),
                  Letter.raw(3, "Message-ID: <3@example.org>\r\nSubject: letter 3\r\n"),
                  Letter.of(4));
              stage.run();
              stage.run();
            });
    assertCompleted(played);
  }

  @ParameterizedTest(name = "16 line of 10 MB, {0}")
  @EnumSource(names = {"MAILDIR", "MBOX"})
  void row16_lineOfTenMegabytes(Into into) throws Exception {
    Played played =
        situation("16", "message 1 of 2 has a line of 10 MB, into " + into)
            .ordering(order -> order.into(into))
            .play(stage -> {
              stage.send(Letter.of(1, "x".repeat(TEN_MILLION) + "\r\n"), Letter.of(2));
              stage.run();
            });
    assertCompleted(played);
  }

  @Test
  @DisplayName("16 CRLF and dots on every boundary of a buffer")
  void row16_boundaries() throws Exception {
    Played played =
        situation("16", "12 messages with CRLF, dot, CRLF around each power of two up to 65536")
            .play(stage -> {
              for (int shift = 0; shift < 12; shift++) {
                stage.send(Letter.of(shift + 1, aroundBoundaries(shift)));
              }
              stage.run();
            });
    assertCompleted(played);
  }

  /// A text whose octets around each power of two are line ends and dots, moved by `shift`.
  private static String aroundBoundaries(int shift) {
    var text = new StringBuilder();
    for (int power = 1024; power <= 65_536; power *= 2) {
      text.append("x".repeat(Math.max(0, power - 400 - shift - text.length())));
      for (int line = 0; line < 60; line++) {
        text.append("\r\n.\r\n..a\r\n\r\n.");
      }
    }
    return text + "\r\n";
  }

  @Test
  @DisplayName("17 status line of 1 MB")
  void row17_statusLineOfAMegabyte() throws Exception {
    String line = "+OK " + "x".repeat(1_000_000) + "\r\n";
    assertRefused(
        situation("17", "a greeting of 1 MB"),
        FaultPlan.none().when(FaultPlan.GREETING, new Fault.Says(line)));
  }

  @Test
  @DisplayName("17 greeting without end")
  void row17_greetingWithoutEnd() throws Exception {
    assertRefused(
        situation("17", "a greeting without end"),
        FaultPlan.none()
            .when(FaultPlan.GREETING, new Fault.Says("+OK "))
            .when(FaultPlan.GREETING, new Fault.Floods("x".repeat(10_000))));
  }

  @Test
  @DisplayName("17 endless listing")
  void row17_endlessListing() throws Exception {
    String lines =
        IntStream.range(1, 1000)
            .mapToObj(n -> n + " uid-" + n + "\r\n")
            .collect(Collectors.joining());
    assertRefused(
        situation("17", "a `UIDL` listing without end"),
        FaultPlan.none()
            .when("UIDL", new Fault.Says("+OK\r\n"))
            .when("UIDL", new Fault.Floods(lines)));
  }

  private static void assertRefused(Situation situation, FaultPlan plan) throws Exception {
    Played played =
        situation.play(stage -> {
          stage.sendLetters(2);
          stage.plan(plan);
          stage.run();
          stage.plan(FaultPlan.none());
          stage.run();
        });
    assertAfter(played.run(1), 76);
    assertTold(played.run(1), "the server");
    assertThat(played.run(1).err()).hasSizeLessThan(500);
    assertCompleted(played);
  }

  @Test
  @DisplayName("17 control characters in what the server says")
  void row17_controlCharacters() throws Exception {
    Played played =
        situation("17", "control characters in the greeting, and in the refusal of `RETR 1`")
            .play(stage -> {
              stage.sendLetters(2);
              stage.plan(
                  FaultPlan.none()
                      .when(FaultPlan.GREETING, new Fault.Says("+OK \33[2J\7 hello\r\n"))
                      .when("RETR 1", Fault.refuses("\33]0;owned\7 \b\b\b\u009b31m no")));
              stage.run();
              stage.plan(FaultPlan.none());
              stage.run();
            });
    assertAfter(played.run(1), 75, 2);
    assertTold(played.run(1), "message 1", "\\x1b]0;owned\\x07");
    assertThat(played.run(1).err().chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
    assertCompleted(played);
  }
}
