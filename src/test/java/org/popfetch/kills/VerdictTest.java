package org.popfetch.kills;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The judge has to see what is wrong.
class VerdictTest {
  private final List<Letter> sent =
      IntStream.rangeClosed(1, 4).mapToObj(i -> Letter.write("me", i, new Random(i))).toList();

  @TempDir Path directory;

  private Home home(Situation.Target target) throws IOException {
    var home = new Home(directory, new Situation(target, true));
    home.make();
    return home;
  }

  private String arrived(int number) {
    return sent.get(number - 1).text().replace("\r\n", "\n");
  }

  private static void deliver(Home home, String name, String text) throws IOException {
    Files.writeString(home.mail().resolve(name), text, ISO_8859_1);
  }

  @Test
  void nothingIsWrongWithEachMessageOnce() throws IOException {
    Home home = home(Situation.Target.MAILDIR);
    for (int i = 1; i <= 4; i++) {
      deliver(home, "new/" + i, arrived(i));
    }
    Verdict verdict = Verdict.of(sent, home, 4);
    assertThat(verdict)
        .isEqualTo(new Verdict(List.of(), List.of(), List.of(), List.of(), List.of(), 4));
    assertThat(Promise.broken(home.situation(), verdict, 0)).isEmpty();
  }

  @Test
  void eachKindOfDamageIsTold() throws IOException {
    Home home = home(Situation.Target.MAILDIR);
    deliver(home, "new/a", arrived(1));
    deliver(home, "new/b", arrived(1));
    deliver(home, "new/c", arrived(2).substring(0, arrived(2).length() - 10));
    deliver(home, "new/d", arrived(3).replace("Subject: ", "Subject:  "));
    deliver(home, "tmp/e", "");
    Verdict verdict = Verdict.of(sent, home, 0);
    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                List.of(2, 4),
                List.of(1),
                List.of(2),
                List.of(3),
                List.of(Path.of("mail/tmp/e")),
                0));
    assertThat(Promise.broken(home.situation(), verdict, 9)).hasSize(5);
  }

  @Test
  void anMboxIsTakenApart() throws IOException {
    Home home = home(Situation.Target.MBOX);
    var mbox = new StringBuilder();
    for (int i : new int[] {1, 2, 4, 2}) {
      mbox.append("From me@example.org Tue Nov 24 10:00:00 2026\n")
          .append(arrived(i).replaceAll("(?m)^(>*From )", ">$1"))
          .append('\n');
    }
    Files.writeString(home.mbox(), mbox, ISO_8859_1);
    assertThat(Verdict.of(sent, home, 0))
        .isEqualTo(new Verdict(List.of(3), List.of(2), List.of(), List.of(), List.of(), 0));
  }

  @Test
  void aFragmentGluedToTheNextMessageOfAnMboxHidesBoth() throws IOException {
    Home home = home(Situation.Target.MBOX);
    String from = "From me@example.org Tue Nov 24 10:00:00 2026\n";
    String fragment = arrived(1).substring(0, 300);
    Files.writeString(home.mbox(), from + fragment + from + arrived(2) + "\n", ISO_8859_1);
    Verdict verdict = Verdict.of(sent.subList(0, 2), home, 0);
    assertThat(verdict.lost()).contains(1);
    assertThat(Promise.broken(home.situation(), verdict, 9)).isNotEmpty();
  }

  @Test
  void mailThatShouldBeGoneAndProgramsThatHadItTwiceTooOftenAreTold() {
    var deleting = new Situation(Situation.Target.PROGRAM, false);
    var verdict = new Verdict(List.of(), List.of(1, 2), List.of(), List.of(), List.of(), 0);
    assertThat(Promise.broken(deleting, verdict, 2)).isEmpty();
    assertThat(Promise.broken(deleting, verdict, 1)).containsExactly("twice: [1, 2]");
    verdict = new Verdict(List.of(), List.of(), List.of(), List.of(), List.of(), 3);
    assertThat(Promise.broken(deleting, verdict, 0)).containsExactly("3 left on the server");
  }
}
