package org.popfetch.browse;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.popfetch.report.Amount;
import org.popfetch.report.Columns;
import org.popfetch.report.Ink;
import org.popfetch.report.Look;

/// A [Listing] as lines.
///
/// On a terminal: columns for people, as wide as the terminal; where it is narrow, the uid goes
/// first, then the time of day, the date, and the author. Elsewhere: no heading, the fields in a
/// fixed order, separated by tabs, in full: number, size in octets, uid, state, date (RFC 3339),
/// author, subject; what is unknown is `-`.
public final class Table {
  private static final String GAP = "  ";
  private static final int SIZE = 7;

  /// The date's width with the time of day, and without.
  private static final int MINUTE = 16;

  private static final int DAY = 10;

  /// How many columns there must be for date, author, subject and uid together: to show the time of
  /// day, to show the date at all, and to show one more column beside the subject.
  private static final int ROOMY = 56;

  private static final int MODEST = 36;
  private static final int TIGHT = 28;

  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Look look;
  private final ZoneId zone;
  private final int number;
  private final int state;
  private final int uid;
  private final int date;
  private final int from;
  private final int subject;

  private Table(Listing listing, Look look, int width, ZoneId zone) {
    this.look = look;
    this.zone = zone;
    this.number = widest(listing.rows().stream().map(row -> "" + row.number()), 3);
    this.state = widest(listing.rows().stream().map(Listing.Row::shownState), 0);
    int rest = width - number - GAP.length() - SIZE - GAP.length() - GAP.length() - state;
    int widestUid = Math.min(70, widest(listing.rows().stream().map(Table::uid), 3));
    this.date = rest >= ROOMY ? MINUTE : rest >= MODEST ? DAY : 0;
    rest -= taken(date);
    this.from = rest >= TIGHT ? Math.clamp(rest / 3, 10, 30) : 0;
    rest -= taken(from);
    this.uid = rest - taken(widestUid) >= TIGHT ? widestUid : 0;
    rest -= taken(uid);
    this.subject = Math.max(1, rest);
  }

  /// The lines of a listing.
  ///
  /// @param width of the terminal in columns; does not matter elsewhere
  /// @param zone in which a terminal shows dates
  public static Stream<String> lines(Listing listing, Look look, int width, ZoneId zone) {
    if (!look.terminal()) {
      return listing.rows().stream().map(Table::tabbed);
    }
    var table = new Table(listing, look, width - 1, zone);
    return Stream.concat(Stream.of(table.heading()), listing.rows().stream().map(table::line));
  }

  private static int widest(Stream<String> cells, int least) {
    return Math.max(least, cells.mapToInt(Columns::width).max().orElse(0));
  }

  private static int taken(int column) {
    return column == 0 ? 0 : column + GAP.length();
  }

  private String heading() {
    String line = joined("#", "size", "date", "from", "subject", "uid", "");
    return look.paint(Ink.FAINT, line.stripTrailing());
  }

  private String line(Listing.Row row) {
    String line =
        joined(
            Integer.toString(row.number()),
            Amount.compact(row.octets()),
            row.date().map(this::shownDate).orElse(""),
            row.from().orElse(""),
            row.subject().orElse(""),
            uid(row),
            row.shownState());
    return look.paint(
        row.state() == Listing.State.NEW ? Ink.GOOD : Ink.FAINT, line.stripTrailing());
  }

  private String shownDate(Instant at) {
    return MINUTES.format(at.atZone(zone)).substring(0, date);
  }

  private String joined(
      String numberCell,
      String size,
      String dateCell,
      String author,
      String subjectCell,
      String uidCell,
      String stateCell) {
    return Stream.of(
            Columns.right(numberCell, number),
            Columns.right(size, SIZE),
            cell(dateCell, date),
            cell(author, from),
            cell(subjectCell, subject),
            cell(uidCell, uid),
            stateCell)
        .filter(cell -> !cell.isEmpty())
        .collect(Collectors.joining(GAP));
  }

  /// Nothing for a column that was left out.
  private String cell(String text, int width) {
    return Columns.left(Columns.cut(text, width, width > 3 ? look.ellipsis() : ""), width);
  }

  private static String tabbed(Listing.Row row) {
    return String.join(
        "\t",
        List.of(
            Integer.toString(row.number()),
            row.octets() < 0 ? "-" : Long.toString(row.octets()),
            uid(row),
            row.shownState(),
            row.date().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-"),
            row.from().orElse("-"),
            row.subject().orElse("-")));
  }

  private static String uid(Listing.Row row) {
    return row.uid().map(Object::toString).orElse("-");
  }
}
