package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.testing.Life;

/// Somebody else is at work between a death, before every step in turn, and the next run: a cleaner
/// of `tmp/`, a mail reader, another program that delivers, whoever unmounts a disk.
///
/// Nothing is lost, nothing of others is cut off. What is remembered as delivered never comes
/// again; of the rest a message comes twice only where the very file was moved or the mbox was
/// rewritten.
@Timeout(300)
class SomebodyElseTest {
  private static final String OTHERS =
      "From other Sat Nov 21 12:00:00 2026\nSubject: other\n\nhi\n\n";

  @TempDir(factory = Memory.class)
  Path root;

  /// What somebody did, and where.
  enum Deed {
    CLEANS_TMP(Situation.Kind.MAILDIR) {
      @Override
      void happens(Bench bench) throws IOException {
        for (Path file : Bench.files(bench.maildir().resolve("tmp"))) {
          Files.delete(file);
        }
      }
    },
    READS(Situation.Kind.MAILDIR) {
      @Override
      void happens(Bench bench) throws IOException {
        for (Path file : Bench.files(bench.maildir().resolve("new"))) {
          Files.move(file, bench.maildir().resolve("cur").resolve(file.getFileName() + ":2,S"));
        }
      }
    },
    FILES_AWAY(Situation.Kind.MAILDIR) {
      @Override
      void happens(Bench bench) throws IOException {
        if (!Files.exists(bench.maildir().resolve("new"))) {
          return;
        }
        Path folder = Files.createDirectories(archive(bench));
        for (Path file : Bench.files(bench.maildir().resolve("new"))) {
          Files.move(file, folder.resolve(file.getFileName() + ":2,S"));
        }
      }
    },
    APPENDS(Situation.Kind.MBOX) {
      @Override
      void happens(Bench bench) throws IOException {
        if (Files.exists(bench.mbox())) {
          Files.writeString(bench.mbox(), OTHERS, StandardOpenOption.APPEND);
        }
      }
    },
    REMOVES_THE_FIRST(Situation.Kind.MBOX) {
      @Override
      void happens(Bench bench) throws IOException {
        String text = Files.exists(bench.mbox()) ? Bench.read(bench.mbox()) : "";
        int second = text.indexOf("\n\nFrom ");
        if (second > 0) {
          Ordeal.write(bench.mbox(), text.substring(second + 2));
        }
      }
    };

    final Situation.Kind kind;

    Deed(Situation.Kind kind) {
      this.kind = kind;
    }

    abstract void happens(Bench bench) throws IOException;

    static Path archive(Bench bench) {
      return bench.maildir().resolve(".Archive/cur");
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesNothing(Deed deed) throws Exception {
    everywhere(
        Situation.deleting(deed.kind),
        (ordeal, life) -> {
          boolean appends = deed == Deed.APPENDS && Files.exists(ordeal.bench.mbox());
          List<Integer> here = ordeal.letters.known(ordeal.contents());
          Set<Integer> remembered = ordeal.remembered();
          deed.happens(ordeal.bench);
          List<Integer> left = ordeal.letters.known(ordeal.contents());
          ordeal.afterwards(
              life + ", then somebody " + deed,
              () -> {
                ordeal.finish();
                assertThat(hasOthersMail(ordeal.bench)).isEqualTo(appends);
                check(ordeal, deed, remembered, here, left);
              });
        });
  }

  /// Octet for octet, though it may stand behind half a line of ours.
  private static boolean hasOthersMail(Bench bench) {
    return Files.exists(bench.mbox()) && Bench.read(bench.mbox()).contains(OTHERS);
  }

  private static void check(
      Ordeal ordeal, Deed deed, Set<Integer> remembered, List<Integer> here, List<Integer> left)
      throws IOException, Failed {
    List<Integer> arrived = ordeal.letters.known(ordeal.contents());
    Predicate<Integer> moved = number -> here.contains(number) && !remembered.contains(number);
    for (int number : Letters.numbers()) {
      long times = arrived.stream().filter(one -> one == number).count();
      boolean removed = here.contains(number) && !left.contains(number);
      boolean maybeTwice =
          moved.test(number) && (deed == Deed.FILES_AWAY || deed == Deed.REMOVES_THE_FIRST);
      assertThat(times)
          .as("how often " + number + " is there")
          .isBetween(removed && remembered.contains(number) ? 0L : 1L, maybeTwice ? 2L : 1L);
    }
    ordeal.checkTidy();
  }

  @ParameterizedTest
  @EnumSource(names = {"MAILDIR", "MBOX"})
  void anUnmountedDiskIsNotMadeAnew(Situation.Kind kind) throws Exception {
    everywhere(
        Situation.deleting(kind),
        (ordeal, life) -> {
          Path place = kind == Situation.Kind.MBOX ? ordeal.bench.mbox() : ordeal.bench.maildir();
          Path elsewhere = place.resolveSibling("unmounted");
          boolean there = Files.exists(place);
          if (there) {
            Files.move(place, elsewhere);
          }
          ordeal.afterwards(
              life + ", then its disk was unmounted",
              () -> {
                boolean known = ordeal.isKnown() || ordeal.hasOpenIntents();
                ordeal.live(Life.whole(ordeal.disk));
                assertThat(ordeal.status())
                    .isEqualTo(known ? ExitStatus.CANNOT_OPEN : ExitStatus.OK);
                if (known) {
                  assertThat(place).doesNotExist();
                  Files.move(elsewhere, place);
                  ordeal.finish();
                }
                ordeal.checkDone();
              });
        });
  }

  @FunctionalInterface
  private interface Aftermath {
    void follow(Ordeal ordeal, Life life) throws IOException, Failed;
  }

  private void everywhere(Situation situation, Aftermath aftermath) throws Exception {
    int length;
    try (var ordeal = Ordeal.begin(root.resolve("whole"), situation)) {
      length = ordeal.finish().steps().size();
    }
    SideBySide.all(
        IntStream.rangeClosed(1, length + 1).boxed().toList(),
        number -> {
          try (var ordeal = Ordeal.begin(root.resolve("step-" + number), situation)) {
            Life life = ordeal.live(Life.until(number, ordeal.disk));
            aftermath.follow(ordeal, life);
            return life;
          }
        });
  }
}
