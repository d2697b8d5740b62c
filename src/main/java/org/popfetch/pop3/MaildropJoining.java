package org.popfetch.pop3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.popfetch.pop3.Maildrop.Message;

/// Joins the lines of `LIST` and of `UIDL` (RFC 1939 §5, §7), without line ends, by message number,
/// as they come in. Lines without a usable number are ignored; a number that stands in only one of
/// the listings is a message all the same; of two lines with one number in a listing the first
/// counts, or the first that has a uid.
///
/// The lines themselves are not kept: a hundred thousand of them take more memory than all that is
/// known of their messages.
public final class MaildropJoining {
  private final List<Message> sizes = new ArrayList<>();
  private final List<Message> uids = new ArrayList<>();

  /// Takes a line of the answer to `LIST`.
  public void list(String line) {
    OptionalInt number = Listing.number(line);
    if (number.isPresent()) {
      long octets = Listing.size(Listing.value(line)).orElse(-1);
      sizes.add(new Message(number.getAsInt(), octets, Optional.empty()));
    }
  }

  /// Takes a line of the answer to `UIDL`.
  public void uidl(String line) {
    OptionalInt number = Listing.number(line);
    if (number.isPresent()) {
      Optional<Uid> uid = Optional.of(Listing.value(line)).filter(Uid::isValid).map(Uid::new);
      uids.add(new Message(number.getAsInt(), -1, uid));
    }
  }

  /// Whether no line so far told of a message.
  public boolean isEmpty() {
    return sizes.isEmpty() && uids.isEmpty();
  }

  /// The maildrop. Ends the joining: what was taken is given away.
  ///
  /// @param hasUidl whether the server answered `UIDL`
  public Maildrop joined(boolean hasUidl) {
    List<Message> all = new ArrayList<>(Math.max(sizes.size(), uids.size()));
    ordered(sizes);
    ordered(uids);
    int size = 0;
    int uid = 0;
    while (size < sizes.size() || uid < uids.size()) {
      if (uid == uids.size() || (size < sizes.size() && number(sizes, size) < number(uids, uid))) {
        all.add(sizes.get(size++));
      } else if (size == sizes.size() || number(uids, uid) < number(sizes, size)) {
        all.add(uids.get(uid++));
      } else {
        Message sized = sizes.get(size++);
        all.add(new Message(sized.number(), sized.octets(), uids.get(uid++).uid()));
      }
    }
    sizes.clear();
    uids.clear();
    return new Maildrop(all, hasUidl);
  }

  private static int number(List<Message> some, int at) {
    return some.get(at).number();
  }

  /// Sorts by number, and keeps one of each.
  private static void ordered(List<Message> some) {
    some.sort(Comparator.comparingInt(Message::number));
    int kept = 0;
    for (Message one : some) {
      boolean again = kept > 0 && number(some, kept - 1) == one.number();
      if (!again) {
        some.set(kept++, one);
      } else if (some.get(kept - 1).uid().isEmpty()) {
        some.set(kept - 1, one);
      }
    }
    some.subList(kept, some.size()).clear();
  }
}
