package org.popfetch.testing;

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the format that the package's documentation describes.
final class ScriptParser {

  private static final String CRLF = "\r\n";

  /// A step's word, then a blank or the line's end, and its text, of which no blank is lost.
  private static final Pattern LINE =
      Pattern.compile("([CS][:*]|[CS]-[a-z-]+|any order \\{|}|---)(?: |$)(.*)");

  private static final Pattern COUNTED = Pattern.compile("(\\d{1,9})(?: |$)(.*)");
  private static final Pattern SEPARATOR = Pattern.compile("session (\\d{1,9})(?:\\W.*)?");

  private final List<Script.Session> sessions = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Step.Exchange> group = new ArrayList<>();
  private boolean inGroup;
  private Step.At at;

  private ScriptParser(String name) {
    this.at = new Step.At(name, 0, "");
  }

  /// Parses a script.
  ///
  /// @throws IllegalArgumentException when it is none; names the line
  static Script parse(String name, String text) {
    var parser = new ScriptParser(name);
    try {
      text.lines().forEach(parser::line);
      parser.endSession();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          parser.at + ": " + e.getMessage() + "\n  " + parser.at.source(), e);
    }
    return new Script(name, parser.sessions);
  }

  private void line(String raw) {
    at = new Step.At(at.script(), at.line() + 1, raw.stripLeading());
    if (at.source().isEmpty() || at.source().startsWith("#")) {
      return;
    }
    Matcher parts = match(LINE, at.source(), "no step begins like this");
    switch (parts.group(1)) {
      case "---" -> separator(parts.group(2));
      case "any order {" -> inGroup = true;
      case "}" -> endGroup();
      default -> add(step(parts.group(1), parts.group(2)));
    }
  }

  private Step step(String word, String text) {
    return switch (word) {
      case "S:" -> new Step.Say(at, OctetText.parse(text) + CRLF, 1);
      case "S-raw" -> new Step.Say(at, OctetText.parse(text), 1);
      case "S-repeat" -> counted(text, (n, octets) -> new Step.Say(at, octets + CRLF, n));
      case "S-raw-repeat" -> counted(text, (n, octets) -> new Step.Say(at, octets, n));
      case "S-trickle" -> counted(text, (n, octets) -> new Step.Trickle(at, octets + CRLF, n));
      case "S-flush" -> new Step.Flush(at);
      case "S-starttls" ->
          text.equals("fails") ? new Step.StartTlsInVain(at) : new Step.StartTls(at);
      case "C:" -> new Step.Hear(at, LinePattern.exactly(text));
      case "C*" -> new Step.Hear(at, LinePattern.like(text));
      case "C-close" -> new Step.AwaitClose(at);
      case "S-close" -> new Step.Close(at, true);
      case "S-fin" -> new Step.Close(at, false);
      case "S-reset" -> new Step.Reset(at);
      case "S-stall" -> new Step.Stall(at);
      case "S-flood" -> new Step.Drip(at, OctetText.parse(text), Duration.ZERO);
      case "S-drip" -> counted(text, (ms, octets) -> new Step.Drip(at, octets, ofMillis(ms)));
      default -> throw new IllegalArgumentException("no such step");
    };
  }

  private static Step counted(String text, BiFunction<Integer, String, Step> step) {
    Matcher parts = match(COUNTED, text, "a number is missing");
    return step.apply(Integer.parseInt(parts.group(1)), OctetText.parse(parts.group(2)));
  }

  private void add(Step step) {
    if (inGroup) {
      addToGroup(step);
    } else if (!steps.isEmpty() && steps.getLast() instanceof Step.Last last) {
      throw new IllegalArgumentException("nothing can follow " + last.at().source());
    } else {
      steps.add(step);
    }
  }

  private void addToGroup(Step step) {
    switch (step) {
      case Step.Hear hear -> group.add(new Step.Exchange(hear, List.of()));
      case Step.Say _, Step.Trickle _, Step.Flush _ -> {
        if (group.isEmpty()) {
          throw new IllegalArgumentException("an exchange begins with the client");
        }
        Step.Exchange open = group.removeLast();
        group.add(new Step.Exchange(open.hear(), with(open.answer(), step)));
      }
      case Step.Last _, Step.StartTls _, Step.AnyOrder _ ->
          throw new IllegalArgumentException("not within any order { }");
    }
  }

  private static List<Step> with(List<Step> steps, Step step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return longer;
  }

  private void endGroup() {
    if (group.isEmpty()) {
      throw new IllegalArgumentException("nothing to end");
    }
    inGroup = false;
    add(new Step.AnyOrder(at, group));
    group.clear();
  }

  private void separator(String text) {
    int number = Integer.parseInt(match(SEPARATOR, text, "write --- session N").group(1));
    if (number > 1 || !steps.isEmpty()) {
      endSession();
    }
    if (number != sessions.size() + 1) {
      throw new IllegalArgumentException("this is session " + (sessions.size() + 1));
    }
  }

  private void endSession() {
    if (inGroup) {
      throw new IllegalArgumentException("any order { is not ended by }");
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a session without steps");
    }
    if (!(steps.getLast() instanceof Step.Last)) {
      steps.add(new Step.End(at));
    }
    sessions.add(new Script.Session(sessions.size() + 1, steps));
    steps.clear();
  }

  private static Matcher match(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(otherwise);
    }
    return matcher;
  }
}
