package org.popfetch.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popfetch.account.Tls;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoMessage;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.demo.SampleMail;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Maildrop;
import org.popfetch.pop3.Reply;
import org.popfetch.testing.TestKeys;

@Timeout(60)
class DemoSessionTest {
  @ParameterizedTest
  @EnumSource(Tls.Mode.class)
  void fetchesHundredsOfMessagesWholeAndDeletesThem(Tls.Mode mode) throws Exception {
    List<DemoMessage> messages = SampleMail.many(300, 5000, 42);
    var mailbox = new DemoMailbox("me", "abracadabra", messages);
    var key = TestKeys.localhost();
    try (var server =
        DemoServer.start(
            DemoOptions.serving(mailbox)
                .withStls(key.serverContext())
                .withTls(key.serverContext()))) {
      Setup setup =
          switch (mode) {
            case NONE -> Setup.plain();
            case STARTTLS -> Setup.starttls(key.pem());
            case IMPLICIT -> Setup.implicit(key.pem());
          };
      int port = mode == Tls.Mode.IMPLICIT ? server.tlsPort() : server.port();
      try (Transaction transaction = setup.open(port)) {
        assertThat(transaction.pipelining()).isTrue();
        assertThat(transaction.hasTop()).isTrue();
        Map<Integer, byte[]> fetched = fetchAndDelete(transaction);
        assertThat(transaction.quit()).isInstanceOf(Reply.Ok.class);
        assertThat(fetched).hasSize(300);
        for (int i = 0; i < messages.size(); i++) {
          assertThat(fetched.get(i + 1)).isEqualTo(messages.get(i).octets());
        }
      }
      assertThat(mailbox.count()).isZero();
    }
  }

  private static Map<Integer, byte[]> fetchAndDelete(Transaction transaction) throws Exception {
    Maildrop maildrop = transaction.maildrop();
    var pipeline = new Pipeline(transaction, maildrop);
    var fetched = new HashMap<Integer, byte[]>();
    var wanted = new ArrayDeque<Command>();
    maildrop.messages().forEach(message -> wanted.add(new Command.Retr(message.number())));
    while (pipeline.isBusy() || !wanted.isEmpty()) {
      while (!wanted.isEmpty() && pipeline.hasRoom()) {
        pipeline.send(wanted.remove());
      }
      if (wanted.isEmpty()) {
        pipeline.fence();
      }
      var turn = pipeline.next();
      if (turn.isPresent()
          && turn.get() instanceof Turn.Body(Command.Retr(int number), _, var content)) {
        var out = new ByteArrayOutputStream();
        content.drainTo(out);
        fetched.put(number, out.toByteArray());
      }
      for (Command credited : pipeline.credited()) {
        if (credited instanceof Command.Retr(int number)) {
          wanted.addFirst(new Command.Dele(number));
        }
      }
    }
    return fetched;
  }
}
