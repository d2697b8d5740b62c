package org.popfetch.deliver;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.popfetch.account.Destination;
import org.popfetch.os.Disk;
import org.popfetch.os.Programs;
import org.popfetch.report.Reporter;

/// All sinks of this process: one for each real place, whatever paths and links lead there. Safe
/// for use by many threads.
public final class Sinks {
  private final Disk disk;
  private final Programs programs;
  private final Reporter reporter;
  private final Map<Destination, Sink> sinks = new ConcurrentHashMap<>();

  /// @param reporter hears what is worth knowing about a destination
  public Sinks(Disk disk, Programs programs, Reporter reporter) {
    this.disk = disk;
    this.programs = programs;
    this.reporter = reporter;
  }

  /// The sink for a destination, not yet opened. Changes nothing.
  public Sink of(Destination destination) {
    return sinks.computeIfAbsent(real(destination), this::make);
  }

  /// Looks at a destination without touching it.
  ///
  /// @param knownBefore whether something was delivered there earlier
  public Inspection inspect(Destination destination, boolean knownBefore) {
    return Inspection.of(destination, knownBefore, disk, programs);
  }

  private static Destination real(Destination destination) {
    return switch (destination) {
      case Destination.Maildir(Path path) -> new Destination.Maildir(RealPlace.of(path));
      case Destination.Mbox(Path path) -> new Destination.Mbox(RealPlace.of(path));
      case Destination.Pipe pipe -> pipe;
    };
  }

  private Sink make(Destination real) {
    return switch (real) {
      case Destination.Maildir(Path path) -> new MaildirSink(disk, path);
      case Destination.Mbox(Path path) -> new MboxSink(disk, path, MboxSink.PATIENCE, reporter);
      case Destination.Pipe pipe -> new PipeSink(disk, programs, pipe, PipeSink.TIMEOUT);
    };
  }
}
