package org.popfetch.seen;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.popfetch.account.AccountName;
import org.popfetch.message.HeaderDigest;
import org.popfetch.os.Disk;
import org.popfetch.os.RealDisk;
import org.popfetch.pop3.Uid;
import org.popfetch.report.Failed;

/// Entries, and ledgers to put them into.
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  static final AccountName WORK = new AccountName("work");
  static final Mailbox MAILBOX = new Mailbox("pop.example.com", "me@example.com");

  private Samples() {}

  static StateDirectory state(Path directory) {
    return state(directory, new RealDisk());
  }

  static StateDirectory state(Path directory, Disk disk) {
    return new StateDirectory(directory, disk, CLOCK);
  }

  /// A ledger that has begun.
  static Ledger open(Path directory) throws Failed {
    Ledger ledger = state(directory).open(WORK, MAILBOX);
    boolean begun = false;
    try {
      ledger.begin();
      begun = true;
      return ledger;
    } finally {
      if (!begun) {
        ledger.close();
      }
    }
  }

  /// All fields, as they were written.
  static String text(Fields fields) {
    List<String> words = new ArrayList<>();
    try {
      while (true) {
        words.add(fields.word());
      }
    } catch (IllegalArgumentException end) {
      return String.join(" ", words);
    }
  }

  /// A line that is a time and nothing else.
  static long stamp(String line) {
    Fields fields = new Fields(line);
    long stamp = fields.stamp();
    fields.end();
    return stamp;
  }

  static Identity id(int n) {
    return Identity.of(new Uid("uid-" + n), 0);
  }

  static HeaderDigest digest(long n) {
    return HeaderDigest.parse(String.format("%032x", n));
  }

  static Entry.Intended intended(int n) {
    return new Entry.Intended(id(n), 1000 + n, digest(n), "maildir:/home/me/Mail", "to new/" + n);
  }

  static Entry.Delivered delivered(int n) {
    return new Entry.Delivered(id(n), 1000 + n, digest(n), NOON.plusSeconds(n));
  }

  static Entry.Gone gone(int n) {
    return new Entry.Gone(id(n), NOON.plusSeconds(n));
  }

  /// Any text at all: broken surrogates, controls, what looks like an escape or a line.
  static String anyText(Random random) {
    int length = random.nextInt(12);
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(
          switch (random.nextInt(6)) {
            case 0 -> (char) random.nextInt(0x20);
            case 1 -> "%- \r\n/u".charAt(random.nextInt(7));
            case 2 -> (char) random.nextInt(0x10000);
            case 3 -> (char) random.nextInt(0x100);
            default -> (char) ('a' + random.nextInt(26));
          });
    }
    return text.toString();
  }

  /// Any entry, about one of few messages, so that entries meet.
  static Entry anyEntry(Random random) {
    Identity id = anyIdentity(random);
    Instant at = NOON.plusSeconds(random.nextInt(1_000_000));
    long octets = random.nextInt(1000) - 1L;
    HeaderDigest digest = digest(random.nextLong() >>> 1);
    return switch (random.nextInt(12)) {
      case 0 -> new Entry.Intended(id, octets, digest, anyText(random), anyText(random));
      case 1 -> new Entry.CaughtUp(id, octets, Optional.of(digest), at);
      case 2 -> new Entry.CaughtUp(id, octets, Optional.empty(), at);
      case 3 -> new Entry.Abandoned(id);
      case 4 -> new Entry.Deleted(id, at);
      case 5 -> new Entry.Gone(id, at);
      case 6 -> new Entry.Returned(id);
      case 7 -> new Entry.Renamed(id, anyIdentity(random));
      case 8 -> new Entry.Forgotten(id);
      case 9 -> new Entry.Refused(id, at);
      case 10 -> new Entry.Learnt("key " + random.nextInt(5), anyText(random));
      default -> new Entry.Delivered(id, octets, digest, at);
    };
  }

  private static Identity anyIdentity(Random random) {
    int copy = random.nextInt(4);
    return random.nextInt(5) == 0
        ? Identity.of(digest(random.nextInt(10)), copy)
        : new Identity(Identity.Kind.UID, "\u00e9 %\t" + random.nextInt(20), copy);
  }

  /// All that a ledger shows.
  record Shown(
      Set<SeenMessage> messages,
      List<Entry.Intended> open,
      Set<String> refused,
      Set<String> learnt,
      Optional<Instant> newest) {
    static Shown of(Ledger ledger) {
      Seen seen = ledger.seen();
      Set<String> refused = new HashSet<>();
      seen.refused().forEach(id -> refused.add(id + " " + seen.refused(id)));
      Set<String> learnt = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        learnt.add(i + "=" + seen.learnt("key " + i));
      }
      return new Shown(Set.copyOf(seen.all()), ledger.unsettled(), refused, learnt, seen.newest());
    }
  }
}
