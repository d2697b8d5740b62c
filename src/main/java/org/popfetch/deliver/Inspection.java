package org.popfetch.deliver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.popfetch.account.Destination;
import org.popfetch.os.Disk;
import org.popfetch.os.Programs;
import org.popfetch.os.SearchPath;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Reporter;

/// A destination, looked at without being touched: nothing is made, written or locked.
///
/// @param place where it really is: links followed, a program found in `PATH`; as it is configured
///   when there is no such place
/// @param exists whether it is there already
/// @param holdsMail whether there are messages in it
/// @param free octets that can still be written there; -1 when that is unknown, or means nothing
/// @param lockedBy who holds an mbox just now
/// @param trouble because of which nothing can be delivered there
public record Inspection(
    String place,
    boolean exists,
    boolean holdsMail,
    long free,
    Optional<String> lockedBy,
    Optional<Failure> trouble) {

  /// Looks at a destination.
  ///
  /// @param knownBefore whether something was delivered there earlier
  static Inspection of(Destination destination, boolean knownBefore, Disk disk, Programs programs) {
    return switch (destination) {
      case Destination.Maildir(Path path) -> ofMaildir(new MaildirSink(disk, path), knownBefore);
      case Destination.Mbox(Path path) ->
          ofMbox(new MboxSink(disk, path, MboxSink.PATIENCE, Reporter.silent()), knownBefore);
      case Destination.Pipe pipe ->
          ofProgram(pipe, new PipeSink(disk, programs, pipe, PipeSink.TIMEOUT), knownBefore);
    };
  }

  private static Inspection ofMaildir(MaildirSink sink, boolean knownBefore) {
    return new Inspection(
        sink.place().toString(),
        sink.isMaildir(),
        sink.holdsMail(),
        FreeSpace.at(sink.place()),
        Optional.empty(),
        trouble(() -> sink.inspect(knownBefore)));
  }

  private static Inspection ofMbox(MboxSink sink, boolean knownBefore) {
    Path place = sink.place();
    return new Inspection(
        place.toString(),
        Files.exists(place),
        Files.isRegularFile(place) && place.toFile().length() > 0,
        FreeSpace.at(place),
        sink.lockedBy(),
        trouble(() -> sink.inspect(knownBefore)));
  }

  private static Inspection ofProgram(Destination.Pipe pipe, PipeSink sink, boolean knownBefore) {
    String program = pipe.argv().getFirst();
    Optional<Path> found = SearchPath.find(program);
    return new Inspection(
        found.map(Path::toString).orElse(program),
        found.isPresent(),
        false,
        -1,
        Optional.empty(),
        trouble(() -> sink.inspect(knownBefore)));
  }

  @FunctionalInterface
  private interface Look {
    void look() throws Failed;
  }

  private static Optional<Failure> trouble(Look look) {
    try {
      look.look();
      return Optional.empty();
    } catch (Failed failed) {
      return Optional.of(failed.failure());
    }
  }
}
