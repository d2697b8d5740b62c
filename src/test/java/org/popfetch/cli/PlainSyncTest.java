package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read without picocli is what picocli would read.
class PlainSyncTest {
  private record Said(Optional<String> config, String verbosity, boolean json, List<String> names) {
    static Said of(Popfetch top, SyncCommand sync) {
      return new Said(
          top.config().map(Object::toString),
          top.verbosity().toString(),
          top.json(),
          sync.accounts);
    }
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sync",
        "sync -q",
        "--quiet sync",
        "-v -v sync work",
        "sync -v work -v",
        "sync --verbose old work",
        "--config some/file --json sync a b.c d_e",
        "sync work --config some/file",
        "sync sync"
      })
  void readsWhatPicocliReads(String line) {
    Popfetch plain = CommandTree.top();
    SyncCommand read = PlainSync.read(plain, words(line)).orElseThrow();
    Popfetch full = CommandTree.top();
    var parsed = Popfetch.commandLine(full, words(line)).parseArgs(words(line));
    var expected = (SyncCommand) parsed.subcommand().commandSpec().userObject();
    assertThat(Said.of(plain, read)).isEqualTo(Said.of(full, expected));
    assertThat(read).usingRecursiveComparison().ignoringFields("top").isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-q",
        "check",
        "sync --dry-run",
        "sync --keep",
        "sync --jobs 3",
        "sync -qv",
        "-v sync -v",
        "sync -q -q",
        "sync --json --json",
        "sync --config",
        "sync --config -q",
        "sync --config ",
        "--config a --config b sync",
        "--config=a sync",
        "--color always sync",
        "sync --help",
        "sync @file",
        "sync a=b",
        "sync --",
        "sync ",
        "work sync"
      })
  void leavesTheRestToPicocli(String line) {
    assertThat(PlainSync.read(CommandTree.top(), words(line))).isEmpty();
  }
}
