package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;

/// What is known of a large memory before it is read.
class ForewordTest {
  private static final int MANY = 10_000;

  @TempDir Path directory;

  @BeforeEach
  void remember() throws Failed {
    remember(MANY, "yes");
  }

  private void remember(int messages, String fact) throws Failed {
    List<Entry> batch = new ArrayList<>();
    batch.add(new Entry.Learnt("server.uidl", fact));
    for (int i = 0; i < messages; i++) {
      batch.add(Samples.delivered(i));
    }
    record(batch.toArray(Entry[]::new));
  }

  private void record(Entry... entries) throws Failed {
    try (Ledger ledger = Samples.open(directory)) {
      ledger.record(List.of(entries));
    }
  }

  private Ledger open(Mailbox mailbox, Threshold threshold) throws Failed {
    return FileLedger.open(files(), new RealDisk(), Samples.CLOCK, Optional.of(mailbox), threshold);
  }

  /// What an opening says, in order.
  private List<String> opening() throws Failed {
    List<String> heard = new ArrayList<>();
    var threshold =
        new Threshold() {
          @Override
          public void locked() {
            heard.add("locked");
          }

          @Override
          public void knows(Seen facts) {
            assertThat(facts.all()).isEmpty();
            heard.add("uidl: " + facts.learnt("server.uidl").orElse("-"));
          }
        };
    try (Ledger ledger = open(Samples.MAILBOX, threshold)) {
      assertThat(ledger.seen().all()).hasSize(MANY);
    }
    return heard;
  }

  private StateFiles files() {
    return new StateFiles(directory, Samples.WORK);
  }

  @Test
  void factsAreKnownBeforeTheMessages() throws Failed {
    assertThat(opening()).containsExactly("locked", "uidl: yes");
  }

  @Test
  void theJournalIsHeardToo() throws Failed {
    record(new Entry.Learnt("server.uidl", "no"), Samples.gone(1));
    assertThat(opening()).containsExactly("locked", "uidl: no");
    record(new Entry.Learnt("server.uidl", ""));
    assertThat(opening()).containsExactly("locked", "uidl: -");
  }

  @Test
  void whatIsUnsettledComesFirst() throws Failed {
    record(Samples.intended(1));
    assertThat(opening()).containsExactly("locked");
    record(new Entry.Abandoned(Samples.id(1)));
    assertThat(opening()).containsExactly("locked", "uidl: yes");
  }

  /// The snapshot tells it at its end.
  @Test
  void alsoWhatWasUnsettledWhenTheSnapshotWasWritten() throws Failed, IOException {
    record(Samples.intended(1));
    var state = Samples.state(directory);
    state.adopt(Samples.WORK, Samples.WORK, new Mailbox(Samples.MAILBOX.host(), "other"));
    state.adopt(Samples.WORK, Samples.WORK, Samples.MAILBOX);
    assertThat(Files.readAllLines(files().journal())).hasSize(1);
    assertThat(opening()).containsExactly("locked");
  }

  @Test
  void aSmallMemoryIsReadAtOnce() throws Failed {
    Samples.state(directory).forget(Samples.WORK);
    remember(MANY / 10, "yes");
    try (Ledger ledger = open(Samples.MAILBOX, REFUSING)) {
      assertThat(ledger.seen().all()).hasSize(MANY / 10);
    }
  }

  private static final Threshold REFUSING =
      new Threshold() {
        @Override
        public void locked() {}

        @Override
        public void knows(Seen facts) {
          throw new AssertionError("too early");
        }
      };

  /// A torn end is cut off later, by whoever reads all of it.
  @Test
  void aTornJournalIsHeardUpToThere() throws Failed, IOException {
    record(new Entry.Learnt("server.uidl", "no"));
    Files.writeString(files().journal(), "99/99 learnt ser", StandardOpenOption.APPEND);
    assertThat(opening()).containsExactly("locked", "uidl: no");
  }

  @Test
  void nothingIsSaidOfAnotherMailbox() {
    assertThatThrownBy(() -> open(new Mailbox("elsewhere", "me"), REFUSING))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("elsewhere");
  }
}
