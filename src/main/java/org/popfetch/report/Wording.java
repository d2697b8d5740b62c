package org.popfetch.report;

import java.util.ArrayList;
import java.util.List;
import org.popfetch.account.AccountName;

/// Events in plain words, without the account in front.
final class Wording {
  private Wording() {}

  /// `message 12 (4.1 kB, uid 0000045a5f0b2c11)`.
  static String message(Event.Message message) {
    List<String> known = new ArrayList<>();
    if (message.octets() >= 0) {
      known.add(Amount.octets(message.octets()));
    }
    message.uid().ifPresent(uid -> known.add("uid " + uid));
    String number = "message " + message.number();
    return known.isEmpty() ? number : number + " (" + String.join(", ", known) + ')';
  }

  static String planned(Event.Planned planned) {
    String onServer = Amount.count(planned.onServer()) + " on the server, ";
    return planned.messages() == 0
        ? onServer + "nothing to fetch"
        : onServer
            + Amount.count(planned.messages())
            + " to fetch ("
            + Amount.octets(planned.octets())
            + ')';
  }

  static String nothingNew(int onServer) {
    return onServer > 0
        ? "nothing new (" + Amount.count(onServer) + " on the server)"
        : "nothing new (nothing on the server)";
  }

  /// What a run did, in one line.
  static String summary(Event.Summary summary, Look look) {
    List<String> parts = new ArrayList<>();
    parts.add(head(summary, look));
    if (summary.deleted() > 0) {
      parts.add(Amount.count(summary.deleted()) + " deleted on the server");
    }
    if (summary.skipped() > 0) {
      parts.add(Amount.count(summary.skipped()) + " skipped");
    }
    if (summary.failed() > 0) {
      parts.add(look.paint(Ink.BAD, Amount.count(summary.failed()) + " failed"));
    }
    return String.join("; ", parts);
  }

  private static String head(Event.Summary summary, Look look) {
    if (summary.delivered() == 0) {
      return summary.failed() > 0 ? "no message delivered" : nothingNew(summary.onServer());
    }
    return Amount.count(summary.delivered(), "new message")
        + ", "
        + Amount.octets(summary.octets())
        + " in "
        + Amount.time(summary.took())
        + ' '
        + look.arrow()
        + ' '
        + summary.destination().replaceFirst("^(maildir|mbox):", "");
  }

  /// The failure, with the command that finds out more where it can: what a server turned down is
  /// seldom over by itself, and neither is a wrong port.
  static Failure withDoctor(Failure failure, AccountName account) {
    String doctor = "popfetch doctor " + account;
    return switch (failure.kind()) {
      case LOGIN_REFUSED, TLS, UNKNOWN_HOST -> with(doctor, failure);
      case UNREACHABLE, PROTOCOL ->
          failure.next().endsWith("check host and port") ? with(doctor, failure) : failure;
      case NO_PASSWORD,
          SERVER_REFUSED,
          HELD,
          DELIVERY,
          DELIVERY_LATER,
          CANNOT_OPEN,
          CONFIG,
          STOPPED,
          BUG ->
          failure;
    };
  }

  private static Failure with(String doctor, Failure failure) {
    String next = failure.next();
    return next.contains(doctor)
        ? failure
        : failure.withNext(next + (next.isEmpty() ? "" : "; then: ") + doctor);
  }

  /// The text with whatever could end a line or move a cursor turned into blanks: the last line of
  /// defence, for texts whose makers should have escaped them.
  static String harmless(String text) {
    return text.chars().anyMatch(Character::isISOControl)
        ? text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]+", " ")
        : text;
  }
}
