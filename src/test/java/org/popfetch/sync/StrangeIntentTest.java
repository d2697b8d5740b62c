package org.popfetch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Account;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.message.HeaderDigest;
import org.popfetch.pop3.Uid;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Identity;

/// Intents in the journal that lead nowhere: of another version, or damaged in a way that no
/// checksum tells.
@Timeout(60)
class StrangeIntentTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp:mx.example.com|1",
        "maildir:/home/me/M\0il|maildir /home/me/M%00il 1.host",
        "maildir:ROOT/Mail|maildir ROOT/%zz 1.host",
        "maildir:ROOT/Mail|maildir ROOT/Mail ../../1.host",
        "mbox:ROOT/mbox|mbox ROOT/m%box 0 10 DIGEST /spool",
      })
  void abandonsAnIntentThatNamesNoPlace(String words, @TempDir Path root)
      throws IOException, Failed {
    var bench = new Bench(root);
    var mailbox = new DemoMailbox("me", "abracadabra");
    mailbox.add(DemoMessage.text("Subject: 1\n\nHello.\n"));
    try (var server = DemoServer.start(DemoOptions.serving(mailbox))) {
      Account account = bench.account(server.port());
      assertThat(bench.sync(account).status()).isEqualTo(ExitStatus.OK);
      String[] intent =
          words.replace("ROOT", root.toString()).replace("DIGEST", "0".repeat(64)).split("\\|", -1);
      bench.record(
          account,
          new Entry.Intended(
              Identity.of(new Uid("u"), 0),
              10,
              HeaderDigest.parse("0".repeat(32)),
              intent[0],
              intent[1]));
      assertThat(bench.remembered(account)).contains("u intended").hasSize(2);
      assertThat(bench.sync(account).status()).isEqualTo(ExitStatus.OK);
      assertThat(bench.subjects()).containsExactly("1");
      assertThat(bench.remembered(account)).hasSize(1).allMatch(line -> line.endsWith("delivered"));
    }
  }
}
