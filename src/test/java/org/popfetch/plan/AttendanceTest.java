package org.popfetch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popfetch.plan.Scene.NOW;
import static org.popfetch.plan.Scene.id;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popfetch.seen.Entry;

class AttendanceTest {
  private final Scene scene = new Scene().delivered("a", 100, "x").delivered("b", 100, "y");

  private List<Entry> taken() {
    return Attendance.of(scene.identification().messages(), scene.known(), scene.policy());
  }

  @Test
  void notesWhoIsMissing() {
    scene.listed("1 a 100 x");
    assertThat(taken()).containsExactly(new Entry.Gone(id("b", 0), NOW));
  }

  @Test
  void notesAMissingMessageOnce() {
    scene.listed("1 a 100 x").record(new Entry.Gone(id("b", 0), NOW.minusSeconds(99)));
    assertThat(taken()).isEmpty();
  }

  @Test
  void notesWhoIsBack() {
    scene.listed("1 a 100 x", "2 b 100 y");
    scene.record(new Entry.Gone(id("b", 0), NOW.minusSeconds(99)));
    assertThat(taken()).containsExactly(new Entry.Returned(id("b", 0)));
  }

  @Test
  void believesNoEmptyListing() {
    assertThat(taken()).isEmpty();
  }

  @Test
  void datesNothingByAClockThatCannotBeRight() {
    scene.listed("1 a 100 x").at(Instant.parse("2001-01-01T00:00:00Z"));
    assertThat(taken()).isEmpty();
  }
}
