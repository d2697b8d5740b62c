package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoConnectionTest {

  private static final DemoOptions OPTIONS = DemoOptions.serving();

  @Test
  void writesTheRepliesToAFlightAtOnce() throws IOException {
    var mailbox = new DemoMailbox("me", "x", SampleMail.many(10, 2048, 1));
    var terms = new SessionTerms(Map.of("me", mailbox), "<1@localhost>", false, Duration.ZERO);
    var socket =
        new RecordedSocket("USER me\r\nPASS x\r\nUIDL 1\r\n" + "RETR 2\r\n".repeat(9) + "QUIT\r\n");

    DemoConnection.serve(socket, OPTIONS, terms, false);

    assertThat(socket.writes).hasSize(2);
    assertThat(socket.writes.getFirst()).startsWith("+OK popfetch").endsWith("<1@localhost>\r\n");
    assertThat(socket.writes.getLast()).startsWith("+OK send PASS\r\n").endsWith("removed\r\n");
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void givesUpTheMaildropWhenTheClientIsGone() throws IOException {
    var mailbox = new DemoMailbox("me", "x", SampleMail.many(2, 2048, 1));
    var terms = new SessionTerms(Map.of("me", mailbox), "<1@localhost>", false, Duration.ZERO);

    DemoConnection.serve(
        new RecordedSocket("USER me\r\nPASS x\r\nDELE 1\r\nQUI"), OPTIONS, terms, false);

    assertThat(mailbox.inUse()).isFalse();
    assertThat(mailbox.count()).isEqualTo(2);
  }

  /// A connection whose client has said everything already, and which remembers each packet to it.
  private static final class RecordedSocket extends Socket {
    private final InputStream said;
    private final List<String> writes = new ArrayList<>();

    RecordedSocket(String said) {
      this.said = new ByteArrayInputStream(said.getBytes(ISO_8859_1));
    }

    @Override
    public InputStream getInputStream() {
      return said;
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int octet) {
          writes.add(Character.toString(octet));
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
          writes.add(new String(octets, offset, length, ISO_8859_1));
        }
      };
    }
  }
}
