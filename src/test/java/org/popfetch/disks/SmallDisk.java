package org.popfetch.disks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk with hardly any space, which is unmounted at the end whatever happens.
final class SmallDisk implements AutoCloseable {
  private static final int PAGE = 4096;

  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  /// Mounts one on a directory, which is made.
  ///
  /// @throws IOException when mounting is not allowed here
  static SmallDisk mount(Path place, int kilobytes) throws IOException {
    Files.createDirectories(place);
    run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + kilobytes + "k", "none", place.toString());
    return new SmallDisk(place);
  }

  /// Whether mounting is allowed here.
  static boolean isPossible(Path scratch) {
    try (var _ = mount(scratch.resolve("trial"), 64)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Writes a file until only so much space is left.
  void fill(int kilobytesLeft) throws IOException {
    long pages = place.toFile().getUsableSpace() / PAGE - kilobytesLeft * 1024L / PAGE;
    try (OutputStream filler = Files.newOutputStream(place.resolve("filler"))) {
      for (long i = 0; i < pages; i++) {
        filler.write(new byte[PAGE]);
      }
    }
  }

  /// Somebody frees some space.
  void grow(int kilobytes) throws IOException {
    remount("size=" + kilobytes + "k");
  }

  void forbidWriting() throws IOException {
    remount("ro");
  }

  void allowWriting() throws IOException {
    remount("rw");
  }

  private void remount(String option) throws IOException {
    run("mount", "-o", "remount," + option, place.toString());
  }

  @Override
  public void close() throws IOException {
    run("umount", "--lazy", place.toString());
  }

  private static void run(String... command) throws IOException {
    List<String> argv = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", argv) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
