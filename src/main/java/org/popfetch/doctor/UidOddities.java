package org.popfetch.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Amount;

/// What is odd about the unique-ids of a maildrop (RFC 1939 §7).
final class UidOddities {
  /// What the RFC allows, in octets.
  private static final int LONGEST = 70;

  private UidOddities() {}

  /// A sentence for each oddity; popfetch can deal with all of them.
  static Advice in(Maildrop maildrop) {
    if (!maildrop.hasUidl()) {
      return Advice.of(
          "The server has no UIDL: messages are told apart by their headers, which takes a TOP for"
              + " each in every run.");
    }
    List<Uid> uids =
        maildrop.messages().stream().flatMap(message -> message.uid().stream()).toList();
    return Advice.NONE
        .say(missing(maildrop.messages().size() - uids.size()))
        .say(shared(uids))
        .say(unprintable(uids))
        .say(longer(uids))
        .say(numbers(maildrop, uids));
  }

  private static String missing(int messages) {
    return messages == 0
        ? ""
        : counted(messages, "message has no uid", "messages have no uid")
            + ": told apart by their headers.";
  }

  private static String shared(List<Uid> uids) {
    Map<Uid, Integer> counts = new TreeMap<>();
    uids.forEach(uid -> counts.merge(uid, 1, Integer::sum));
    counts.values().removeIf(count -> count == 1);
    return counts.entrySet().stream()
        .findFirst()
        .map(first -> shared(first.getKey(), first.getValue(), counts.size() - 1))
        .orElse("");
  }

  private static String shared(Uid uid, int messages, int others) {
    return Amount.count(messages)
        + " messages share the uid "
        + uid
        + (others == 0
            ? ""
            : ", and " + counted(others, "other is shared too", "others are shared too"))
        + ": each is fetched once, and deleted only when its header fits.";
  }

  private static String unprintable(List<Uid> uids) {
    long odd = uids.stream().filter(uid -> !isPrintable(uid)).count();
    return odd == 0
        ? ""
        : counted(odd, "uid holds", "uids hold")
            + " blanks or octets that RFC 1939 does not allow: taken as they are.";
  }

  private static boolean isPrintable(Uid uid) {
    return uid.latin1().chars().allMatch(c -> c >= 0x21 && c <= 0x7e);
  }

  private static String longer(List<Uid> uids) {
    long odd = uids.stream().filter(uid -> uid.latin1().length() > LONGEST).count();
    return odd == 0
        ? ""
        : counted(odd, "uid is", "uids are")
            + " longer than the 70 octets of RFC 1939: taken as they are.";
  }

  private static String numbers(Maildrop maildrop, List<Uid> uids) {
    boolean same =
        uids.size() > 1 && maildrop.messages().stream().allMatch(UidOddities::isItsNumber);
    return same
        ? "The uids are the message numbers: the server gives them to other messages after a"
            + " deletion. popfetch compares sizes and headers too."
        : "";
  }

  private static boolean isItsNumber(Maildrop.Message message) {
    return message
        .uid()
        .filter(uid -> uid.latin1().equals(Integer.toString(message.number())))
        .isPresent();
  }

  private static String counted(long count, String one, String many) {
    return Amount.count(count) + ' ' + (count == 1 ? one : many);
  }
}
