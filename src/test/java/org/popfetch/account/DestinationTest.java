package org.popfetch.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "maildir:/home/me/Mail",
        "maildir:/home/me/Mail: old, with blanks ",
        "maildir:mbox:/odd",
        "maildir:/home/me/Entwürfe",
        "mbox:/var/mail/me"
      })
  void aPlaceIsKnownAgainByWhatItShows(String text) {
    assertThat(Destination.named(text))
        .hasValueSatisfying(one -> assertThat(one).hasToString(text));
  }

  @Test
  void maildirAndMboxAreToldApart() {
    assertThat(Destination.named("maildir:/m")).contains(new Destination.Maildir(Path.of("/m")));
    assertThat(Destination.named("mbox:/m")).contains(new Destination.Mbox(Path.of("/m")));
  }

  @Test
  void aProgramCannotBeToldFromItsText() {
    Destination pipe = new Destination.Pipe(List.of("maildrop", "-d", "two words"));
    assertThat(pipe).hasToString("pipe:maildrop -d two words");
    assertThat(Destination.named(pipe.toString())).isEmpty();
    assertThat(Destination.named("/home/me/Mail")).isEmpty();
  }
}
