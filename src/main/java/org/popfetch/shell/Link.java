package org.popfetch.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.pop3.Command.Typed;
import org.popfetch.pop3.Reply;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Amount;
import org.popfetch.report.Failed;
import org.popfetch.session.Conversation;
import org.popfetch.session.Conversation.Expecting;
import org.popfetch.session.Conversation.State;
import org.popfetch.wire.Endpoint;

/// The conversation of the moment: the first one, or one that was begun anew after that was lost.
final class Link {
  private final Target target;
  private final Means means;
  private Consumer<String> told;
  private Consumer<ServerText> unasked = _ -> {};
  private boolean transcript;
  private ServerText greeting = new ServerText("");
  private volatile @Nullable Conversation conversation;
  private @Nullable Hints hints;

  /// @param told hears the transcript
  /// @param transcript whether there is one from the beginning
  Link(Target target, Means means, Consumer<String> told, boolean transcript) {
    this.target = target;
    this.means = means;
    this.told = told;
    this.transcript = transcript;
  }

  /// From now on the console shows what comes.
  void shownOn(Console console) {
    told = console::tell;
    unasked = console::reply;
  }

  /// Connects, and logs in when that is wanted.
  void connect() throws Failed {
    hangUp();
    var made =
        new Conversation(target.account(), this::dialogue, _ -> {}, text -> unasked.accept(text));
    conversation = made;
    hints = new Hints(made);
    boolean connected = false;
    try {
      greeting = made.open();
      if (target.logsIn()) {
        made.logIn(target.password());
      }
      connected = true;
    } finally {
      if (!connected) {
        hangUp();
      }
    }
  }

  /// What to tell somebody of a connection that was just made. Asks the server how much there is.
  List<String> news() throws Failed, Misuse {
    Conversation made = conversation();
    return List.of(
        connected(made),
        target.logsIn()
            ? "logged in as " + target.account().login().user() + size(made)
            : greeting.toString());
  }

  private void dialogue(boolean fromServer, String line) {
    if (transcript) {
      told.accept((fromServer ? "S: " : "C: ") + line);
    }
  }

  private String connected(Conversation made) {
    Account account = target.account();
    return "connected to "
        + Endpoint.of(account.server())
        + ", "
        + TlsReport.brief(made.tls(), means.clock().instant()).orElse("no TLS");
  }

  /// ` · 1 630 messages, 24.9 MB`, by STAT (RFC 1939 §5); nothing when the server says it in
  /// another way.
  private static String size(Conversation made) throws Failed {
    Reply reply = made.say(Typed.of("STAT")).reply();
    String[] words = reply.text().latin1().split("[ \t]+", -1);
    boolean usual = reply instanceof Reply.Ok && words.length > 1 && words[0].matches("\\d{1,9}");
    return usual && words[1].matches("\\d{1,15}")
        ? " · "
            + Amount.count(Long.parseLong(words[0]), "message")
            + ", "
            + Amount.octets(Long.parseLong(words[1]))
        : "";
  }

  /// @throws Misuse when there is no connection
  Conversation conversation() throws Misuse {
    Conversation made = conversation;
    if (made == null || !isUp()) {
      throw new Misuse("not connected; :reconnect connects anew, QUIT leaves");
    }
    return made;
  }

  /// Of the last conversation, even when it is over.
  Optional<Conversation> last() {
    return Optional.ofNullable(conversation);
  }

  boolean isUp() {
    return state() == State.AUTHORIZATION || state() == State.TRANSACTION;
  }

  State state() {
    return last().map(Conversation::state).orElse(State.CLOSED);
  }

  Expecting expecting() {
    return isUp() ? last().map(Conversation::expecting).orElseThrow() : Expecting.COMMAND;
  }

  int marked() {
    return last().map(made -> made.marked().size()).orElse(0);
  }

  Prompt prompt() {
    return new Prompt(target.label(), state(), isUp() ? marked() : 0, expecting());
  }

  /// What tells messages apart, in this session.
  Optional<Hints> hints() {
    return Optional.ofNullable(hints);
  }

  /// @return whether there is a transcript from now on
  boolean toggleTranscript() {
    transcript = !transcript;
    return transcript;
  }

  /// The messages that could be meant. The transcript is not to tell of that: it would be in the
  /// way.
  Suggestions.Numbers numbers() {
    return digits -> {
      boolean before = transcript;
      transcript = false;
      try {
        return hints().map(known -> known.beginningWith(digits)).orElseThrow();
      } finally {
        transcript = before;
      }
    };
  }

  /// Learns about a message that is about to be marked as deleted; as little is told of it.
  void remember(int number) throws Failed {
    boolean before = transcript;
    transcript = false;
    try {
      hints().orElseThrow().remember(number);
    } finally {
      transcript = before;
    }
  }

  /// From any thread.
  void hangUp() {
    Conversation made = conversation;
    if (made != null) {
      made.close();
    }
  }
}
