package org.popfetch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/// Where the threads of some runs were, looked at every millisecond by Java Flight Recorder.
/// Samples of the recorder itself are left out.
final class Samples {
  /// What the recorder is to look at, beside nothing else.
  static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ExecutionSample">
          <setting name="enabled">true</setting>
          <setting name="period">1 ms</setting>
        </event>
      </configuration>
      """;

  private static final String OURS = "org.popfetch.";
  private static final int MOST_LINES = 15;

  private final Map<String, Integer> packages = new HashMap<>();
  private final Map<String, Integer> methods = new HashMap<>();
  private final Map<String, Integer> callers = new HashMap<>();
  private int count;

  /// Adds a recording.
  void add(Path recording) throws IOException {
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getStackTrace() != null && !event.getStackTrace().getFrames().isEmpty()) {
        add(event.getStackTrace().getFrames());
      }
    }
  }

  private void add(List<RecordedFrame> frames) {
    if (frames.stream().anyMatch(frame -> type(frame).startsWith("jdk.jfr."))) {
      return;
    }
    count++;
    RecordedFrame top = frames.getFirst();
    packages.merge(packageOf(type(top)), 1, Integer::sum);
    methods.merge(name(top), 1, Integer::sum);
    Optional<RecordedFrame> ours =
        frames.stream().filter(frame -> type(frame).startsWith(OURS)).findFirst();
    callers.merge(ours.map(Samples::name).orElse("none"), 1, Integer::sum);
  }

  private static String type(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName();
  }

  private static String name(RecordedFrame frame) {
    return type(frame) + "." + frame.getMethod().getName();
  }

  private static String packageOf(String type) {
    int dot = type.lastIndexOf('.');
    return dot < 0 ? type : type.substring(0, dot);
  }

  String text() {
    return "%d samples; in packages:%n%sin methods:%n%sunder popfetch's innermost method:%n%s"
        .formatted(count, top(packages), top(methods), top(callers));
  }

  private String top(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_LINES)
        .map(e -> "%8.1f %%  %s%n".formatted(100.0 * e.getValue() / count, e.getKey()))
        .collect(Collectors.joining());
  }
}
