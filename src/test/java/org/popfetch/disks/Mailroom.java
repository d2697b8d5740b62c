package org.popfetch.disks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.popfetch.account.AccountName;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.os.RealDisk;
import org.popfetch.report.Failed;
import org.popfetch.seen.Mailbox;
import org.popfetch.seen.SeenMessage;
import org.popfetch.seen.StateDirectory;
import org.popfetch.testing.Household;

/// A server with messages, a home that fetches them with `keep = false`, and what has to be true
/// between the two at any time.
final class Mailroom implements AutoCloseable {
  private static final Pattern FROM_LINE = Pattern.compile("(?m)^From .*\n");

  private final DemoMailbox mailbox = new DemoMailbox("me", "abracadabra");
  private final DemoServer server;
  private final Household household;
  private final Map<String, String> sent = new LinkedHashMap<>();

  Mailroom(Household household) throws IOException {
    this.household = household;
    this.server = DemoServer.start(DemoOptions.serving(mailbox));
  }

  /// @param octets about the size of each
  void send(int messages, int octets) {
    for (int i = 0; i < messages; i++) {
      int number = sent.size() + 1;
      var text = new StringBuilder("Subject: number %d\n\n".formatted(number));
      while (text.length() < octets) {
        text.append("line ").append(text.length()).append(" of number ").append(number);
        text.append("\nFrom here on\n");
      }
      sent.put(mailbox.add(DemoMessage.text(text.toString())), text.toString());
    }
  }

  /// @param deliver as in the configuration
  void configure(String deliver, String... rest) throws IOException {
    household.configure(
        """
        %s
        [accounts.work]
        host = "127.0.0.1"
        port = %d
        tls = "none"
        user = "me"
        password = "abracadabra"
        keep = false
        deliver = %s
        """
            .formatted(String.join("\n", rest), server.port(), deliver));
  }

  int onServer() {
    return mailbox.count();
  }

  /// The texts in a folder.
  static List<String> inFolder(Path folder) throws IOException {
    List<String> texts = new ArrayList<>();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          texts.add(Files.readString(file, ISO_8859_1));
        }
      }
    }
    return texts;
  }

  /// The texts in an mbox, which has to end with a whole message.
  static List<String> inMbox(Path mbox) throws IOException {
    List<String> texts = new ArrayList<>();
    if (Files.exists(mbox)) {
      String all = Files.readString(mbox, ISO_8859_1);
      String[] messages = FROM_LINE.split(all, -1);
      assertThat(messages[0]).as("before the first message").isEmpty();
      for (int i = 1; i < messages.length; i++) {
        assertThat(messages[i]).as("end of message " + i).endsWith("\n\n");
        texts.add(
            messages[i].substring(0, messages[i].length() - 1).replaceAll("(?m)^>(>*From )", "$1"));
      }
    }
    return texts;
  }

  /// Holds after every run, whatever went wrong in it.
  ///
  /// @param here what is at the destination
  /// @param state where the program keeps its state
  void assertNothingIsLostBrokenOrTwice(List<String> here, Path state) throws Failed {
    assertThat(here).as("whole, and once").doesNotHaveDuplicates().isSubsetOf(sent.values());
    Map<String, String> elsewhere = new TreeMap<>(sent);
    mailbox.uids().forEach(elsewhere::remove);
    assertThat(here).as("what the server has no more").containsAll(elsewhere.values());
    assertThat(here).as("what is recorded").containsAll(recorded(state));
  }

  /// The texts of what is recorded as delivered.
  private List<String> recorded(Path state) throws Failed {
    return new StateDirectory(state, new RealDisk(), Clock.systemUTC())
        .peek(new AccountName("work"), new Mailbox("127.0.0.1", "me")).all().stream()
            .map(SeenMessage::id)
            .map(id -> sent.get(id.text()))
            .toList();
  }

  /// Holds in the end.
  void assertEverythingArrivedOnce(List<String> here) {
    assertThat(here).containsExactlyInAnyOrderElementsOf(sent.values());
    assertThat(mailbox.count()).as("left on the server").isZero();
  }

  @Override
  public void close() {
    server.close();
  }
}
