package org.popfetch.doctor;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.config.ConfigFile;
import org.popfetch.config.ConfigReader;
import org.popfetch.config.Configuration;
import org.popfetch.config.Surroundings;

/// Accounts as a configuration would have them.
final class Accounts {
  private Accounts() {}

  /// The account `work` of `me` at `mail.example.org`, unless the lines say otherwise.
  static Account work(String... lines) {
    String said = String.join("\n", lines);
    var text = new StringBuilder("[accounts.work]\n" + said + "\n");
    for (String line :
        new String[] {"host = 'mail.example.org'", "user = 'me'", "deliver = 'maildir:~/Mail'"}) {
      if (!said.contains(line.substring(0, line.indexOf('=')))) {
        text.append(line).append('\n');
      }
    }
    var around = new Surroundings(Map.of(), Path.of("/home/me"));
    Configuration configuration =
        ConfigReader.read(new ConfigFile("config.toml", text.toString(), Optional.empty()), around);
    return configuration
        .account("work")
        .orElseThrow(() -> new AssertionError(configuration.complaint().toString()));
  }
}
