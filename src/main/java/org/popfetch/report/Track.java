package org.popfetch.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far the run over one account is: what its progress line shows.
///
/// @param label the account's name, filled up to the common width
/// @param doing what is going on instead of fetching; empty while fetching
/// @param onServer messages on the server; -1 as long as that is unknown
/// @param allMessages messages to be fetched
/// @param allOctets their size, as far as it is known
/// @param messages messages fetched so far
/// @param octets octets fetched so far
/// @param since when fetching began
record Track(
    String label,
    String doing,
    int onServer,
    int allMessages,
    long allOctets,
    int messages,
    long octets,
    Instant since) {
  /// A rate measured over less than this means nothing.
  private static final Duration SETTLED = Duration.ofMillis(700);

  Track(String label) {
    this(label, "", -1, 0, 0, 0, 0, Instant.MAX);
  }

  Track heard(Event.Phase phase) {
    return new Track(
        label, phase.what(), onServer, allMessages, allOctets, messages, octets, since);
  }

  Track heard(Event.Planned plan, Instant now) {
    return new Track(label, "", plan.onServer(), plan.messages(), plan.octets(), 0, 0, now);
  }

  Track heard(Event.Progress progress) {
    return new Track(
        label, "", onServer, allMessages, allOctets, progress.messages(), progress.octets(), since);
  }

  /// The progress line, not wider than `columns`: as much of it as fits, the counts last to go.
  String line(int columns, Look look, Instant now) {
    if (!doing.isEmpty()) {
      return cut(doing + ' ' + look.ellipsis(), columns, look);
    }
    if (allMessages == 0) {
      return cut(onServer < 0 ? "" : Wording.nothingNew(onServer), columns, look);
    }
    return shapes(look, now)
        .map(label::concat)
        .filter(line -> Columns.width(line) <= columns)
        .findFirst()
        .orElseGet(() -> cut(counts(), columns, look));
  }

  private String cut(String text, int columns, Look look) {
    return Columns.cut(label + text, columns, look.ellipsis());
  }

  private Stream<String> shapes(Look look, Instant now) {
    double done = done();
    String longBar = look.bar(20, done) + "  " + counts();
    String shortBar = look.bar(10, done) + "  " + counts();
    return Stream.of(
            List.of(longBar, sizes(), rate(now), left(now)),
            List.of(shortBar, sizes(), rate(now), left(now)),
            List.of(shortBar, sizes(), left(now)),
            List.of(shortBar, left(now)),
            List.of(counts(), left(now)),
            List.of(counts()))
        .map(Track::joined);
  }

  private static String joined(List<String> parts) {
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("   "));
  }

  private double done() {
    return allOctets > 0 ? (double) octets / allOctets : (double) messages / allMessages;
  }

  private String counts() {
    String all = Amount.count(allMessages);
    return Columns.right(Amount.count(messages), all.length()) + " / " + all;
  }

  private String sizes() {
    return allOctets > 0 ? Amount.share(octets, allOctets) : Amount.octets(octets);
  }

  private String rate(Instant now) {
    double perSecond = perSecond(now, (double) octets);
    return perSecond > 0 ? Amount.octets(Math.round(perSecond)) + "/s" : "";
  }

  /// By octets where the server told the sizes, else by messages; at most what is left is shown,
  /// for sizes are a hint.
  private String left(Instant now) {
    double perSecond = perSecond(now, allOctets > 0 ? (double) octets : messages);
    double rest = (double) (allOctets > 0 ? allOctets - octets : allMessages - messages);
    return perSecond > 0 && rest > 0
        ? Amount.time(Duration.ofSeconds((long) Math.ceil(rest / perSecond))) + " left"
        : "";
  }

  /// 0 when it cannot be told yet.
  private double perSecond(Instant now, double amount) {
    if (now.isBefore(since.plus(SETTLED))) {
      return 0;
    }
    return amount / (Duration.between(since, now).toMillis() / 1000.0);
  }
}
