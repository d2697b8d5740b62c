package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popfetch.report.Failed;

class MemoryLedgerTest implements LedgerContract {
  private final MemoryLedger ledger = new MemoryLedger(Path.of("spool"));

  @Override
  public Ledger open() {
    return ledger;
  }

  @Test
  void failsWhenToldTo() throws Failed {
    ledger.failAfter(1);
    ledger.record(List.of(Samples.delivered(1)));
    assertThatThrownBy(() -> ledger.record(List.of(Samples.delivered(2))))
        .isInstanceOf(Failed.class);
    assertThat(ledger.recorded()).containsExactly(Samples.delivered(1));
  }
}
