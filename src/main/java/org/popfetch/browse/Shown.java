package org.popfetch.browse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.popfetch.message.HeaderScan;
import org.popfetch.message.LineFeeds;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Maildrop.Message;
import org.popfetch.pop3.Reply;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.session.Transaction;
import org.popfetch.session.Turn;

/// One message of a maildrop, as `show` writes it.
public final class Shown {
  /// More lines than any message has, and a number that no server stumbles over: `TOP` with it is
  /// the whole message, and unlike `RETR` leaves it unread on the server.
  private static final int ALL_LINES = 999_999_999;

  private static final String FORCED_UID = "uid:";

  private Shown() {}

  /// The message that somebody means by `N|UID`: what is a message number in this maildrop means
  /// that message; anything else is a uid, as the server gives it or as `list` shows it. `uid:…` is
  /// a uid in any case. Of several messages that share a uid it is the first.
  public static Optional<Message> find(Maildrop maildrop, String text) {
    Optional<Message> byNumber =
        maildrop.messages().stream().filter(m -> text.equals("" + m.number())).findFirst();
    String uid = text.startsWith(FORCED_UID) ? text.substring(FORCED_UID.length()) : text;
    return byNumber.or(() -> byUid(maildrop, uid)).or(() -> byUid(maildrop, text));
  }

  private static Optional<Message> byUid(Maildrop maildrop, String text) {
    String latin1 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return maildrop.messages().stream()
        .filter(m ->
            m.uid().filter(u -> u.latin1().equals(latin1) || u.toString().equals(text)).isPresent())
        .findFirst();
  }

  /// Writes a message as it is on the server, but for CRLF, which becomes LF as in a Maildir. The
  /// server does not mark it as read, unless it has no `TOP`.
  ///
  /// @param headersOnly whether to stop at the empty line behind the header, which is still written
  /// @return whether `RETR` had to be used, so that the server may have marked it as read
  /// @throws Failed when the server does not give the message
  /// @throws IOException only when `out` threw it; the transaction can then only be closed
  public static boolean write(
      Transaction transaction, Message message, boolean headersOnly, OutputStream out)
      throws Failed, IOException {
    int number = message.number();
    if (transaction.hasTop()) {
      transaction.send(new Command.Top(number, headersOnly ? 0 : ALL_LINES));
      if (written(transaction.next(), headersOnly, out) instanceof Reply.Ok) {
        return false;
      }
    }
    transaction.send(new Command.Retr(number));
    Reply reply = written(transaction.next(), headersOnly, out);
    if (reply instanceof Reply.Ok) {
      return true;
    }
    throw new Failed(
        Failure.Kind.SERVER_REFUSED,
        "fetching message " + number,
        "the server answered \"" + reply + "\"",
        "");
  }

  private static Reply written(Turn turn, boolean headersOnly, OutputStream out)
      throws Failed, IOException {
    return switch (turn) {
      case Turn.Answer answer -> answer.reply();
      case Turn.Body body -> {
        var lines = new LineFeeds(out);
        body.content().drainTo(headersOnly ? new HeaderOnly(lines) : lines);
        lines.finish();
        lines.flush();
        yield body.reply();
      }
    };
  }

  /// Passes on what comes up to the end of the header.
  private static final class HeaderOnly extends OutputStream {
    private final HeaderScan scan;

    private HeaderOnly(OutputStream out) {
      this.scan = new HeaderScan(out);
    }

    @Override
    public void write(int octet) throws IOException {
      if (!scan.headerEnded()) {
        scan.write(octet);
      }
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      for (int i = from; i < from + length && !scan.headerEnded(); i++) {
        scan.write(octets[i]);
      }
    }
  }
}
