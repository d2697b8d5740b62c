package org.popfetch.config;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Destination;
import org.popfetch.config.Setting.Value;

/// The `deliver` key.
final class Destinations {
  private static final String FORMS = "\"maildir:~/Mail\", \"mbox:~/mbox\" or { pipe = [\"…\"] }";

  private Destinations() {}

  static Destination read(Setting setting, Surroundings around) throws Unfit {
    return switch (setting.value()) {
      case Value.Text(String text) -> place(setting, text, around);
      case Value.Table(Map<String, Setting> settings) -> pipe(setting, settings, around);
      case Value.Items _ -> throw unknown(setting, "; write { pipe = [\"…\"] }");
      case Value.Whole _, Value.Flag _, Value.Other _ -> throw unknown(setting, "; write " + FORMS);
    };
  }

  private static Unfit unknown(Setting setting, String hint) {
    return setting.unfit(setting.shown() + " is no place for mail" + hint);
  }

  private static Destination place(Setting setting, String text, Surroundings around) throws Unfit {
    Values.text(setting, around);
    Optional<String> maildir = after("maildir:", text);
    Optional<String> mbox = after("mbox:", text);
    if (maildir.isPresent()) {
      return new Destination.Maildir(PathText.path(setting, maildir.get(), around));
    }
    if (mbox.isPresent()) {
      return new Destination.Mbox(PathText.path(setting, mbox.get(), around));
    }
    throw unknown(setting, "; write " + FORMS);
  }

  private static Optional<String> after(String kind, String text) {
    return text.startsWith(kind) && text.length() > kind.length()
        ? Optional.of(text.substring(kind.length()))
        : Optional.empty();
  }

  private static Destination pipe(
      Setting setting, Map<String, Setting> settings, Surroundings around) throws Unfit {
    var problems = new ArrayList<Problem>();
    for (Setting inner : settings.values()) {
      if (!inner.path().getLast().equals("pipe")) {
        problems.add(inner.misplaced("unknown key; write { pipe = [\"…\"] }"));
      }
    }
    @Nullable Setting pipe = settings.get("pipe");
    if (pipe == null && problems.isEmpty()) {
      throw unknown(setting, "; write { pipe = [\"…\"] }");
    }
    if (pipe == null || !problems.isEmpty()) {
      throw new Unfit(problems);
    }
    return new Destination.Pipe(Arguments.list(pipe, around));
  }
}
