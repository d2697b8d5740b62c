package org.popfetch.config;

import java.util.Arrays;
import java.util.List;
import org.popfetch.account.Mechanism;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pin;
import org.popfetch.account.Secret;
import org.popfetch.account.Tls;
import org.popfetch.config.Setting.Value;

/// Readings of what keeps strangers out.
final class Protection {
  private Protection() {}

  /// A password in the file itself. Its messages show nothing of it.
  static PasswordSource password(Setting setting, Surroundings around) throws Unfit {
    if (!(setting.value() instanceof Value.Text(String text))) {
      throw setting.unfit("is no text; write it in quotes: \"…\"");
    }
    if (text.isEmpty()) {
      throw setting.unfit("is empty");
    }
    if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw setting.unfit("holds a line end or a NUL, which no server takes");
    }
    return new PasswordSource.Literal(new Secret(text));
  }

  /// The name of a credential of systemd: a file's name, without a folder.
  static PasswordSource credential(Setting setting, Surroundings around) throws Unfit {
    String name = Values.text(setting, around);
    if (name.contains("/") || name.equals(".") || name.equals("..")) {
      throw setting.unfit(
          setting.shown() + " is no name of a credential; write what LoadCredential= names it");
    }
    return new PasswordSource.Credential(name);
  }

  /// `auth`: a list without repetitions.
  static List<Mechanism> mechanisms(Setting setting, Surroundings around) throws Unfit {
    Reading<Mechanism> one = Values.oneOf(Arrays.asList(Mechanism.values()), Mechanism::key);
    return Values.items(setting, around, (item, near) -> mechanism(item, near, one)).stream()
        .distinct()
        .toList();
  }

  /// The family is not enough, and too far from its members to be taken for a typo.
  private static Mechanism mechanism(Setting item, Surroundings around, Reading<Mechanism> one)
      throws Unfit {
    if (item.value() instanceof Value.Text(String text) && text.equalsIgnoreCase("scram")) {
      throw item.unfit(item.shown() + " names several; did you mean scram-sha-256?");
    }
    return one.read(item, around);
  }

  /// `tls-min-version`: one of those that there are.
  static Tls.Version version(Setting setting, Surroundings around) throws Unfit {
    if (setting.value() instanceof Value.Text(String text) && text.matches("1|1\\.[01]")) {
      throw setting.unfit(
          setting.shown()
              + " can be broken (RFC 8996), and the TLS library no longer speaks it; write"
              + " \"1.2\" or \"1.3\"");
    }
    if (setting.value() instanceof Value.Other) {
      throw setting.unfit("write it in quotes: \"1.2\" or \"1.3\"");
    }
    return Values.oneOf(Arrays.asList(Tls.Version.values()), Tls.Version::number)
        .read(setting, around);
  }

  /// `tls-fingerprint`: one, or several of which one must match.
  static List<Pin> pins(Setting setting, Surroundings around) throws Unfit {
    return setting.value() instanceof Value.Items
        ? Values.items(setting, around, Protection::pin)
        : List.of(pin(setting, around));
  }

  private static Pin pin(Setting setting, Surroundings around) throws Unfit {
    return Pin.parse(Values.text(setting, around))
        .orElseThrow(() ->
            setting.unfit(
                setting.shown()
                    + " is no fingerprint; write \"sha256:\" or \"spki-sha256:\""
                    + " and 64 hexadecimal digits"));
  }
}
