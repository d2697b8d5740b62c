package org.popfetch.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.os.RealPrograms;
import org.popfetch.os.Reason;
import org.popfetch.wire.ClientKey.Unusable;

/// What opens a private key: the first line that a program prints. It is shown to nobody.
final class KeyPassword {
  /// Long enough to type the passphrase of another key.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private KeyPassword() {}

  static Optional<Secret> of(Optional<List<String>> command) throws Unusable {
    return command.isEmpty() ? Optional.empty() : Optional.of(run(command.get()));
  }

  private static Secret run(List<String> argv) throws Unusable {
    Programs.Ended ended;
    try {
      ended =
          new RealPrograms().run(new Programs.Order(argv, Map.of(), Optional.empty(), PATIENCE));
    } catch (IOException e) {
      throw unusable(Spoken.harmless(Reason.of(e)));
    }
    if (ended.timedOut()) {
      throw unusable("it did not end within " + Spoken.duration(PATIENCE));
    }
    if (ended.status() != 0) {
      String complaint = Spoken.harmlessLatin1(Spoken.oneLine(ended.errors().latin1()));
      throw unusable(
          "it ended with status "
              + ended.status()
              + (complaint.isEmpty() ? "" : ", saying \"" + complaint + '"'));
    }
    byte[] octets = ended.output().latin1().getBytes(StandardCharsets.ISO_8859_1);
    return new String(octets, StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .map(Secret::new)
        .orElseThrow(() -> unusable("it printed nothing"));
  }

  private static Unusable unusable(String why) {
    return new Unusable(
        "tls-client-key-password-command: " + why, "it must print the password on its first line");
  }
}
