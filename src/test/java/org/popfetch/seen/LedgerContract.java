package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.popfetch.report.Failed;

/// What every ledger keeps to, wherever it writes.
interface LedgerContract {
  /// Opens the ledger of one and the same account; it is closed before it is opened again.
  Ledger open() throws Failed;

  @Test
  default void remembersWhatWasRecorded() throws Failed {
    record(Samples.delivered(1), Samples.intended(2), new Entry.Learnt("capa", "UIDL TOP"));
    try (Ledger ledger = open()) {
      assertThat(ledger.seen().all())
          .containsExactly(
              new SeenMessage(
                  Samples.id(1),
                  1001,
                  Optional.of(Samples.digest(1)),
                  SeenMessage.How.DELIVERED,
                  Samples.NOON.plusSeconds(1),
                  Optional.empty(),
                  Optional.empty()));
      assertThat(ledger.unsettled()).containsExactly(Samples.intended(2));
      assertThat(ledger.seen().learnt("capa")).contains("UIDL TOP");
      assertThat(ledger.seen().newest()).contains(Samples.NOON.plusSeconds(1));
    }
  }

  @Test
  default void showsAtOnceWhatWasRecorded() throws Failed {
    try (Ledger ledger = open()) {
      Seen seen = ledger.seen();
      ledger.record(List.of(Samples.delivered(1)));
      assertThat(seen.under(Identity.Kind.UID, "uid-1")).hasSize(1);
    }
  }

  @Test
  default void anIntentIsOpenUntilItIsSettled() throws Failed {
    record(Samples.intended(1), Samples.intended(2), Samples.intended(3), Samples.intended(4));
    record(
        Samples.delivered(1),
        new Entry.Abandoned(Samples.id(2)),
        new Entry.CaughtUp(Samples.id(3), 1, Optional.empty(), Samples.NOON));
    try (Ledger ledger = open()) {
      assertThat(ledger.unsettled()).containsExactly(Samples.intended(4));
    }
  }

  @Test
  default void theFirstListingWithoutAMessageCounts() throws Failed {
    record(Samples.delivered(1));
    record(new Entry.Gone(Samples.id(1), Samples.NOON.plusSeconds(5)));
    record(new Entry.Gone(Samples.id(1), Samples.NOON.plusSeconds(9)));
    try (Ledger ledger = open()) {
      assertThat(ledger.seen().all())
          .extracting(SeenMessage::gone)
          .containsExactly(Optional.of(Samples.NOON.plusSeconds(5)));
      ledger.record(List.of(new Entry.Returned(Samples.id(1))));
      assertThat(ledger.seen().all())
          .extracting(SeenMessage::gone)
          .containsExactly(Optional.empty());
    }
  }

  @Test
  default void aRefusalHoldsUntilTheMessageIsDeliveredOrGone() throws Failed {
    List<Entry> refusals = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      refusals.add(new Entry.Refused(Samples.id(i), Samples.NOON));
    }
    record(refusals.toArray(Entry[]::new));
    record(
        Samples.delivered(1),
        Samples.gone(2),
        new Entry.CaughtUp(Samples.id(3), 1, Optional.empty(), Samples.NOON));
    try (Ledger ledger = open()) {
      assertThat(ledger.seen().refused()).containsExactly(Samples.id(4));
      assertThat(ledger.seen().refused(Samples.id(4))).contains(Samples.NOON);
      assertThat(ledger.seen().refused(Samples.id(1))).isEmpty();
    }
  }

  @Test
  default void copiesOfAUidAreKeptApartAndInOrder() throws Failed {
    for (int copy : new int[] {2, 0, 1}) {
      Identity id = new Identity(Identity.Kind.UID, "same", copy);
      record(new Entry.Delivered(id, copy, Samples.digest(copy), Samples.NOON));
    }
    record(new Entry.Forgotten(new Identity(Identity.Kind.UID, "same", 1)));
    try (Ledger ledger = open()) {
      assertThat(ledger.seen().under(Identity.Kind.UID, "same"))
          .extracting(m -> m.id().copy())
          .containsExactly(0, 2);
      assertThat(ledger.seen().under(Identity.Kind.DIGEST, "same")).isEmpty();
      assertThat(ledger.seen().all()).hasSize(2);
    }
  }

  @Test
  default void aRenamedMessageKeepsWhatIsKnownOfIt() throws Failed {
    record(Samples.delivered(1), new Entry.Renamed(Samples.id(1), Samples.id(7)));
    try (Ledger ledger = open()) {
      assertThat(ledger.seen().under(Identity.Kind.UID, "uid-1")).isEmpty();
      assertThat(ledger.seen().under(Identity.Kind.UID, "uid-7"))
          .extracting(SeenMessage::digest, SeenMessage::at)
          .containsExactly(tuple(Optional.of(Samples.digest(1)), Samples.NOON.plusSeconds(1)));
    }
  }

  @Test
  default void anEmptyValueIsForgotten() throws Failed {
    record(new Entry.Learnt("capa", "UIDL"), new Entry.Learnt("capa", ""));
    try (Ledger ledger = open()) {
      assertThat(ledger.seen().learnt("capa")).isEmpty();
    }
  }

  @Test
  default void theMarkStaysAndIsMadeOfLettersAndDigits() throws Failed {
    String mark;
    try (Ledger ledger = open()) {
      mark = ledger.mark();
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.mark()).isEqualTo(mark).matches("[a-z0-9]+");
    }
  }

  @Test
  default void showsTheSameAfterAnyEntriesAndAnyNumberOfRuns() throws Failed {
    Random random = new Random(20261121);
    try (MemoryLedger expected = new MemoryLedger(Path.of("spool"))) {
      for (int run = 0; run < 30; run++) {
        try (Ledger ledger = open()) {
          assertThat(Samples.Shown.of(ledger)).isEqualTo(Samples.Shown.of(expected));
          for (int i = random.nextInt(8); i > 0; i--) {
            List<Entry> batch = new ArrayList<>();
            for (int n = random.nextInt(60); n > 0; n--) {
              batch.add(Samples.anyEntry(random));
            }
            ledger.record(batch);
            expected.record(batch);
            assertThat(Samples.Shown.of(ledger)).isEqualTo(Samples.Shown.of(expected));
          }
        }
      }
    }
  }

  private void record(Entry... entries) throws Failed {
    try (Ledger ledger = open()) {
      ledger.record(List.of(entries));
    }
  }
}
