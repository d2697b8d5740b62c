package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant DUE = Samples.NOON.plus(Duration.ofDays(400));

  private final SeenTable seen = new SeenTable();

  @Test
  void aMessageIsForgottenFourHundredDaysAfterItLeft() {
    apply(Samples.delivered(1), new Entry.Gone(Samples.id(1), Samples.NOON.plusSeconds(9)));
    assertThat(Retention.due(seen, DUE.plusSeconds(8))).isEmpty();
    assertThat(Retention.due(seen, DUE.plusSeconds(9)))
        .containsExactly(new Entry.Forgotten(Samples.id(1)));
  }

  @Test
  void aMessageThatIsListedIsNeverForgotten() {
    apply(
        Samples.delivered(1),
        new Entry.Gone(Samples.id(1), Samples.NOON),
        new Entry.Returned(Samples.id(1)));
    assertThat(Retention.due(seen, DUE.plus(Duration.ofDays(4000)))).isEmpty();
  }

  @Test
  void aClockBeforeTheNewestEntryForgetsNothing() {
    apply(Samples.delivered(1), new Entry.Gone(Samples.id(1), Samples.NOON));
    apply(new Entry.Refused(Samples.id(2), DUE.plusSeconds(100)));
    assertThat(Retention.due(seen, DUE.plusSeconds(99))).isEmpty();
    assertThat(Retention.due(seen, DUE.plusSeconds(100))).hasSize(1);
  }

  @Test
  void anOldRefusalIsForgottenButNotWithAMessageThatWasSeen() {
    apply(
        Samples.delivered(1),
        new Entry.Refused(Samples.id(1), Samples.NOON),
        new Entry.Refused(Samples.id(2), Samples.NOON));
    assertThat(Retention.due(seen, DUE)).containsExactly(new Entry.Forgotten(Samples.id(2)));
  }

  private void apply(Entry... entries) {
    List.of(entries).forEach(seen::apply);
  }
}
