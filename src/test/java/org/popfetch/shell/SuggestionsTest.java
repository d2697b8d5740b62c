package org.popfetch.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.popfetch.session.Conversation.State;
import org.popfetch.shell.Suggestions.Suggestion;

class SuggestionsTest {
  private static final Suggestions.Numbers NUMBERS =
      digits -> {
        var found = new TreeMap<>(Map.of(1, "4.1 k  Ada  Re: Plan", 2, "812", 12, "1.0 M"));
        found.keySet().removeIf(number -> !Integer.toString(number).startsWith(digits));
        return found;
      };

  private static final Suggestions.FileNames FILES = typed -> List.of(typed + "le");
  private static final Suggestions.FileNames NO_FILES =
      typed -> {
        throw new AssertionError("asked for files like " + typed);
      };

  private static List<String> texts(State state, String... words) {
    return suggestions(state, words).stream().map(Suggestion::text).toList();
  }

  private static List<Suggestion> suggestions(State state, String... words) {
    List<String> all = List.of(words);
    return Suggestions.of(all.subList(0, all.size() - 1), all.getLast(), state, NUMBERS, FILES);
  }

  @Test
  void offersTheCommandsOfTheState() {
    assertThat(texts(State.AUTHORIZATION, ""))
        .containsExactly("USER", "PASS", "APOP", "AUTH", "STLS", "CAPA", "UTF8", "QUIT");
    assertThat(texts(State.TRANSACTION, "")).contains("RETR", "DELE").doesNotContain("PASS");
    assertThat(texts(State.CLOSED, "")).isEmpty();
  }

  @Test
  void goesOnInTheCaseInWhichItWasBegun() {
    assertThat(texts(State.TRANSACTION, "R")).containsExactly("RETR", "RSET");
    assertThat(texts(State.TRANSACTION, "re")).containsExactly("retr");
  }

  @Test
  void offersWordsOfOurs() {
    assertThat(texts(State.CLOSED, ":s")).containsExactly(":save", ":source");
    assertThat(texts(State.CLOSED, ":help", ":t")).containsExactly(":time", ":tls", ":transcript");
    assertThat(texts(State.CLOSED, ":help", "to")).containsExactly("TOP");
  }

  @Test
  void offersMessagesWithWhatTellsThemApart() {
    assertThat(suggestions(State.TRANSACTION, "retr", "1"))
        .containsExactly(
            new Suggestion("1", "4.1 k  Ada  Re: Plan"), new Suggestion("12", "1.0 M"));
    assertThat(texts(State.TRANSACTION, ":save", "")).containsExactly("1", "2", "12");
  }

  @Test
  void asksForNoMessagesWhereNoneCanStand() {
    Suggestions.Numbers never =
        digits -> {
          throw new AssertionError("asked for " + digits);
        };
    for (List<String> words :
        List.of(List.of("TOP", "1"), List.of("STAT"), List.of(":multi", "RETR"), List.of("USER"))) {
      assertThat(Suggestions.of(words, "", State.TRANSACTION, never, NO_FILES)).isEmpty();
    }
    assertThat(Suggestions.of(List.of("RETR"), "", State.AUTHORIZATION, never, NO_FILES)).isEmpty();
    assertThat(Suggestions.of(List.of("RETR"), "x", State.TRANSACTION, never, NO_FILES)).isEmpty();
  }

  @Test
  void offersFilesWhereOneMayBeNamed() {
    assertThat(texts(State.CLOSED, ":source", "fi")).containsExactly("file");
    assertThat(texts(State.TRANSACTION, ":SAVE", "3", "fi")).containsExactly("file");
    assertThat(texts(State.TRANSACTION, ":pipe", "3", "grep", "-c", "fi")).containsExactly("file");
    assertThat(texts(State.CLOSED, ":source", "one", "fi")).isEmpty();
  }

  @Test
  void offersMechanisms() {
    assertThat(texts(State.AUTHORIZATION, "auth", "c")).containsExactly("CRAM-MD5");
  }

  @Test
  void knowsTheWordUnderTheCursor() {
    var parsed = new WordParser().parse("retr  12 x", 7);
    assertThat(parsed.words()).containsExactly("retr", "12", "x");
    assertThat(parsed.word()).isEqualTo("12");
    assertThat(parsed.wordCursor()).isEqualTo(1);
    var between = new WordParser().parse("retr  x", 5);
    assertThat(between.words()).containsExactly("retr", "", "x");
    assertThat(between.wordIndex()).isEqualTo(1);
    var after = new WordParser().parse("retr ", 5);
    assertThat(after.words()).containsExactly("retr", "");
    assertThat(after.wordIndex()).isEqualTo(1);
    assertThat(new WordParser().parse("", 0).word()).isEmpty();
  }
}
