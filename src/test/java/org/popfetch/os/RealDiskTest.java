package org.popfetch.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
  private final List<Step> steps = Collections.synchronizedList(new ArrayList<>());
  private final RealDisk disk = new RealDisk(steps::add);

  @TempDir Path directory;

  @Test
  void aNewFileIsPrivateAndMustBeNew() throws Exception {
    Path file = directory.resolve("file");
    disk.create(file).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> disk.create(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void openingMakesAFileOrTakesTheOneThatIsThere() throws Exception {
    Path file = directory.resolve("file");
    try (DiskFile open = disk.open(file)) {
      open.write(octets("hello"));
    }
    try (DiskFile open = disk.open(file)) {
      assertThat(open.size()).isEqualTo(5);
      assertThat(open.position()).isZero();
    }
    assertThat(kinds()).containsExactly(Step.Kind.CREATE, Step.Kind.WRITE);
  }

  @Test
  void aFileIsWrittenReadAndCutWhereItIsTold() throws Exception {
    try (DiskFile file = disk.create(directory.resolve("file"))) {
      file.write(octets("hello world"));
      file.truncate(5);
      file.position(4);
      file.write(octets("0!"));
      var read = ByteBuffer.allocate(100);
      assertThat(file.read(read, 1)).isEqualTo(5);
      assertThat(new String(read.array(), 0, 5, UTF_8)).isEqualTo("ell0!");
      assertThat(file.read(read, 6)).isEqualTo(-1);
      assertThat(file.position()).isEqualTo(6);
      file.force();
    }
  }

  @Test
  void allMissingDirectoriesAreMadePrivateAndForcedIntoTheirParents() throws Exception {
    disk.makeDirectories(directory.resolve("a/b"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a"))))
        .isEqualTo("rwx------");
    assertThat(steps)
        .containsExactly(
            new Step(1, Step.Kind.MAKE_DIRECTORY, directory.resolve("a")),
            new Step(2, Step.Kind.FORCE_DIRECTORY, directory),
            new Step(3, Step.Kind.MAKE_DIRECTORY, directory.resolve("a/b")),
            new Step(4, Step.Kind.FORCE_DIRECTORY, directory.resolve("a")));
    disk.makeDirectories(directory.resolve("a/b"));
    assertThat(steps).as("nothing to do").hasSize(4);
  }

  @Test
  void aFileInTheWayOfADirectoryIsAnError() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> disk.makeDirectories(file.resolve("below")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> disk.makeDirectories(file)).isInstanceOf(IOException.class);
  }

  @Test
  void everyStepIsAnnouncedBeforeItIsTaken() throws Exception {
    Path file = directory.resolve("file");
    Path other = directory.resolve("other");
    var forbidden = new RealDisk(RealDiskTest::forbid);
    disk.create(file).close();

    assertForbidden(() -> forbidden.create(other));
    assertForbidden(() -> forbidden.open(other));
    assertForbidden(() -> forbidden.rename(file, other));
    assertForbidden(() -> forbidden.link(file, other));
    assertForbidden(() -> forbidden.remove(file));
    assertForbidden(() -> forbidden.makeDirectories(other));
    assertForbidden(() -> forbidden.forceDirectory(directory));
    assertForbidden(() -> forbidden.forceAll(List.of(file)));
    assertForbidden(() -> forbidden.forceAll(List.of(file, file)));
    try (DiskFile open = forbidden.open(file)) {
      assertForbidden(() -> open.write(octets("x")));
      assertForbidden(() -> open.truncate(0));
      assertForbidden(open::force);
      assertForbidden(open::tryLock);
      assertThat(open.size()).isZero();
    }
    assertThat(file).exists();
    assertThat(other).doesNotExist();
  }

  private static void forbid(Step step) throws IOException {
    throw new IOException("forbidden: " + step.kind());
  }

  private static void assertForbidden(ThrowingCallable step) {
    assertThatThrownBy(step).isInstanceOf(IOException.class).hasMessageStartingWith("forbidden: ");
  }

  @Test
  void aDiskAndItsFilesAndProgramsAreNumberedTogether() throws Exception {
    var shared = new Steps(steps::add);
    var first = new RealDisk(shared);
    try (DiskFile file = first.create(directory.resolve("file"))) {
      file.write(octets("x"));
      first.forceDirectory(directory);
      file.force();
      new RealPrograms(shared)
          .run(
              new Programs.Order(
                  List.of("true"), Map.of(), Optional.empty(), Duration.ofMinutes(1)));
    }
    assertThat(steps).extracting(Step::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(kinds())
        .containsExactly(
            Step.Kind.CREATE,
            Step.Kind.WRITE,
            Step.Kind.FORCE_DIRECTORY,
            Step.Kind.FORCE,
            Step.Kind.RUN);
  }

  @Test
  void manyFilesAreForcedAndOneThatIsMissingIsNoticed() throws Exception {
    var files = new ArrayList<Path>();
    for (int i = 0; i < 300; i++) {
      files.add(Files.createFile(directory.resolve("f" + i)));
    }
    disk.forceAll(files);
    assertThat(steps).extracting(Step::target).containsExactlyElementsOf(files);
    Files.delete(files.get(150));
    assertThatThrownBy(() -> disk.forceAll(files)).isInstanceOf(NoSuchFileException.class);
    disk.forceAll(List.of());
  }

  @Test
  void aLockKeepsOthersOutUntilTheFileIsClosed() throws Exception {
    Path file = directory.resolve("file");
    DiskFile holder = disk.open(file);
    assertThat(holder.tryLock()).isTrue();
    try (DiskFile other = disk.open(file)) {
      assertThat(other.tryLock()).isFalse();
    }
    holder.close();
    try (DiskFile other = disk.open(file)) {
      assertThat(other.tryLock()).isTrue();
    }
  }

  @Test
  void aLinkIsNeverMadeOverAnything() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");
    disk.link(file, directory.resolve("name"));
    assertThat(directory.resolve("name")).hasContent("x");
    assertThatThrownBy(() -> disk.link(file, directory.resolve("name")))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aRemovedFileNeedNotExist() throws Exception {
    disk.remove(directory.resolve("none"));
    Path file = Files.createFile(directory.resolve("file"));
    disk.remove(file);
    assertThat(file).doesNotExist();
  }

  @Test
  void bufferedOutputWritesSeldomAndInOrder() throws Exception {
    Path file = directory.resolve("file");
    byte[] expected = new byte[300_000];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (i * 31 + i / 251);
    }
    var written = new AtomicLong();
    try (var output = new DiskOutput(disk.create(file))) {
      int at = 0;
      for (int piece = 0; at < 100_000; piece++) {
        output.write(expected, at, Math.min(piece, 100_000 - at));
        at += Math.min(piece, 100_000 - at);
      }
      output.write(expected[at++]);
      output.write(expected, at, expected.length - at);
      written.set(kinds().stream().filter(Step.Kind.WRITE::equals).count());
    }
    assertThat(Arrays.equals(Files.readAllBytes(file), expected)).isTrue();
    assertThat(written).hasValueLessThanOrEqualTo(3);
  }

  private List<Step.Kind> kinds() {
    return steps.stream().map(Step::kind).toList();
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
