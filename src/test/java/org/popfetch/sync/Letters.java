package org.popfetch.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The messages that wait on the server, numbered from 1, as they look here: LF line ends.
///
/// One is so large that it takes several writes, wherever it goes.
final class Letters {
  static final int COUNT = 4;
  private static final int LARGE = 2;
  private static final int LARGE_LINES = 4000;
  private static final Pattern FROM_LINE = Pattern.compile("From \\S+ .*\\n");
  private static final Pattern QUOTED = Pattern.compile("(?m)^>(>*From )");

  private final List<String> all = new ArrayList<>();

  Letters() {
    numbers().forEach(number -> all.add(text(number)));
  }

  private static String text(int number) {
    var text = new StringBuilder();
    text.append("Return-Path: <sender@example.com>\nSubject: ").append(number).append("\n\n");
    text.append("Hello.\n\nFrom here on:\n.\n>From there.\n");
    for (int i = 0; number == LARGE && i < LARGE_LINES; i++) {
      text.append("line %06d of a letter that is longer than any buffer on its way\n".formatted(i));
    }
    return text.append("Yours, ").append(number).append("\n").toString();
  }

  static List<Integer> numbers() {
    return IntStream.rangeClosed(1, COUNT).boxed().toList();
  }

  List<String> all() {
    return all;
  }

  String letter(int number) {
    return all.get(number - 1);
  }

  /// As the demo server gives them out.
  static String uid(int number) {
    return "%08x65f5e100".formatted(number);
  }

  static int number(String uid) {
    return Integer.parseInt(uid.substring(0, 8), 16);
  }

  /// The numbers of some contents, sorted.
  ///
  /// @throws AssertionError when one of them is no letter
  List<Integer> numbers(List<String> contents) {
    for (String content : contents) {
      if (!all.contains(content)) {
        throw new AssertionError("arrived, and is no whole message: " + shortened(content));
      }
    }
    return known(contents);
  }

  /// The same, without what is no letter.
  List<Integer> known(List<String> contents) {
    return contents.stream()
        .filter(all::contains)
        .map(content -> all.indexOf(content) + 1)
        .sorted()
        .toList();
  }

  /// The numbers of what begins with a whole letter: in an mbox a torn one may follow that nobody
  /// has dealt with yet.
  List<Integer> begun(List<String> contents) {
    return numbers().stream()
        .filter(number -> contents.stream().anyMatch(one -> one.startsWith(letter(number))))
        .toList();
  }

  static String shortened(String content) {
    return content.length() < 200
        ? content
        : content.substring(0, 90) + " … " + content.substring(content.length() - 90);
  }

  /// The messages of an mbox, without their `From ` lines, quoting, and the empty line behind each.
  static List<String> inMbox(String mbox) {
    var messages = new ArrayList<String>();
    for (int from = 0; from < mbox.length(); ) {
      int next = mbox.indexOf("\n\nFrom ", from);
      int end = next < 0 ? mbox.length() : next + 2;
      messages.add(message(mbox.substring(from, end)));
      from = end;
    }
    return messages;
  }

  private static String message(String framed) {
    var line = FROM_LINE.matcher(framed);
    boolean whole = line.lookingAt();
    return whole ? unquoted(framed.substring(line.end())) : "(no message of an mbox) " + framed;
  }

  /// Without the empty line, if it is there.
  private static String unquoted(String body) {
    String text = body.endsWith("\n\n") ? body.substring(0, body.length() - 1) : body;
    return QUOTED.matcher(text).replaceAll("$1");
  }
}
