package org.popfetch.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.report.Columns;
import org.popfetch.report.Json;
import org.popfetch.report.JsonReporter;
import org.popfetch.report.Look;
import org.popfetch.seen.Mailbox;

/// How findings are written.
///
/// @param look what the stream can show
/// @param columns the width to keep within; 0 where lines may be of any length
public record Sheet(Look look, int columns) {
  private static final int LABEL = 16;
  private static final String SAID = " ".repeat(6);
  private static final String EXACT = " ".repeat(10);

  /// `old me on mail.example.org, port 110, tls = "starttls"`.
  public static String heading(Account account) {
    return account.name()
        + "  "
        + Mailbox.of(account)
        + ", port "
        + account.server().port()
        + ", tls = \""
        + account.server().tls().mode().word()
        + '"';
  }

  /// A step, and what is advised below it.
  public List<String> lines(Step step) {
    List<String> lines = new ArrayList<>();
    String head = "  " + step.verdict().mark(look) + ' ';
    int headWidth = 3 + (look.unicode() ? 1 : 4);
    List<String> seen = wrapped(step.seen(), headWidth + LABEL);
    lines.add(head + Columns.left(step.part().label(), LABEL) + seen.getFirst());
    String below = " ".repeat(headWidth + LABEL);
    seen.stream().skip(1).map(below::concat).forEach(lines::add);
    for (Advice.Line line : step.advice().lines()) {
      switch (line) {
        case Advice.Said(String text) ->
            wrapped(text, SAID.length()).stream().map(SAID::concat).forEach(lines::add);
        case Advice.Exact(String text) -> lines.add(EXACT + text);
      }
    }
    return lines;
  }

  /// The text, broken where it would not fit behind `indent` columns.
  private List<String> wrapped(String text, int indent) {
    int room = columns - 1 - indent;
    return columns == 0 || room < 20 ? List.of(text) : Columns.broken(text, room);
  }

  /// The step for programs; its `event` is `examined`.
  public static Json json(String account, Step step) {
    return Json.line()
        .put("event", "examined")
        .put("account", account)
        .put("step", step.part().key())
        .put("verdict", step.verdict().key())
        .put("seen", step.seen())
        .put("advice", known(step.advice().said()))
        .put("write", known(step.advice().exact()))
        .putObject("failure", step.failure().map(JsonReporter::failure));
  }

  private static Optional<String> known(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }
}
