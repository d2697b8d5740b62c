package org.popfetch.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// How a sink says what went wrong at one place.
///
/// @param place where messages go, as it is shown: "/home/me/Mail"
record Trouble(String place) {
  private static final String NOTHING_FETCHED = "nothing was fetched";
  private static final String ANOTHER_PLACE = "name another place behind deliver";

  static Trouble deliveringTo(Object place) {
    return new Trouble(place.toString());
  }

  /// The same, where messages are put down on the way: that may be on another disk.
  Trouble byWayOf(Path spool) {
    return new Trouble(place + " by way of " + spool);
  }

  String doing() {
    return "delivering to " + place;
  }

  /// A message could not be put there.
  Failure delivery(IOException e) {
    return new Failure(Failure.Kind.DELIVERY, doing(), Reason.of(e, place), advice(e));
  }

  Failed failed(IOException e) {
    return new Failed(delivery(e), e);
  }

  /// Nothing at all can be put there.
  Failed cannotOpen(IOException e) {
    return new Failed(
        new Failure(Failure.Kind.CANNOT_OPEN, doing(), Reason.of(e, place), NOTHING_FETCHED), e);
  }

  /// @param remedy what the user can do
  Failed cannotOpen(String cause, String remedy) {
    return new Failed(Failure.Kind.CANNOT_OPEN, doing(), cause, NOTHING_FETCHED + "; " + remedy);
  }

  /// Makes sure that something can be made at a place which is not there yet.
  void demandGround(Path missing) throws Failed {
    Optional<String> fault = Ground.fault(missing);
    if (fault.isPresent()) {
      throw cannotOpen(fault.get(), ANOTHER_PLACE);
    }
    Path ground = Ground.below(missing);
    if (!Files.isWritable(ground)) {
      throw unwritable(ground);
    }
  }

  /// A file or directory that is there may not be written.
  Failed unwritable(Path there) {
    boolean readOnly = isOnReadOnlyDisk(there);
    String words = readOnly ? "read-only file system" : "permission denied";
    return cannotOpen(
        there.toString().equals(place) ? words : words + ": " + there,
        readOnly ? ANOTHER_PLACE : "make it writable for yourself, or " + ANOTHER_PLACE);
  }

  private static boolean isOnReadOnlyDisk(Path there) {
    try {
      return Files.getFileStore(there).isReadOnly();
    } catch (IOException nobodyKnows) {
      return false;
    }
  }

  Failed missing(Path missing) {
    return cannotOpen(
        missing + " was there before and is missing now: is its disk mounted?",
        "if you removed it, make it by hand");
  }

  /// Somebody else is at it just now.
  Failed later(String cause) {
    return new Failed(
        Failure.Kind.DELIVERY_LATER, doing(), cause, "left on the server, tried again next time");
  }

  /// Whether other messages will meet the same trouble.
  static boolean isLasting(IOException e) {
    return !(e instanceof NoSuchFileException);
  }

  private static String advice(IOException e) {
    String reason = Reason.of(e);
    return reason.startsWith("no space left") || reason.startsWith("disk quota")
        ? "nothing was lost, free some space and run again"
        : "left on the server, tried again next time";
  }
}
