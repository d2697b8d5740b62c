package org.popfetch.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelLocksTest {
  @ParameterizedTest
  @CsvSource({
    "1: POSIX  ADVISORY  WRITE 4711 08:01:131104 0 EOF,        4711",
    "12: OFDLCK ADVISORY  READ -1 08:01:131104 128 128,        -1",
    "1: POSIX  ADVISORY  WRITE 4711 08:02:131104 0 EOF,        ",
    "1: POSIX  ADVISORY  WRITE 4711 08:01:131105 0 EOF,        ",
    "1: FLOCK  ADVISORY  WRITE 4711 08:01:131104 0 EOF,        ",
    "1: -> POSIX  ADVISORY  WRITE 4711 08:01:131104 0 EOF,     ",
    "nonsense,                                                 ",
  })
  void aLineNamesTheHolderOfItsFile(String line, Long holder) {
    assertThat(KernelLocks.holder(line, 0x801, 131_104))
        .isEqualTo(holder == null ? OptionalLong.empty() : OptionalLong.of(holder));
  }

  @Test
  void aLockOfOursIsSeen(@TempDir Path folder) throws IOException {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/locks")), "no table of locks here");
    Path file = folder.resolve("mbox");
    try (DiskFile open = new RealDisk().open(file)) {
      assertThat(KernelLocks.holder(file)).isEmpty();
      assertThat(open.tryLock()).isTrue();
      Assumptions.assumeTrue(
          Files.readString(Path.of("/proc/locks")).contains(" " + ProcessHandle.current().pid()),
          "the table does not show this process");
      assertThat(KernelLocks.holder(file)).hasValue(ProcessHandle.current().pid());
    }
    assertThat(KernelLocks.holder(file)).isEmpty();
  }
}
