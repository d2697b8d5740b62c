package org.popfetch.wire;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.popfetch.account.Tls;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.Echo;
import org.popfetch.pop3.OctetTaker;
import org.popfetch.pop3.ServerText;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// A connection to a server: commands out, status lines, listings and messages in. One thread owns
/// it; only [#close] may be called by others.
///
/// Every failure is a [Failed] whose `doing` names the server; whoever knows the command says it
/// better by [org.popfetch.report.Failure#whileDoing].
public final class Connection implements AutoCloseable {
  /// The longest status line, in octets. The RFC allows 512 (RFC 2449 §4); servers put more in.
  public static final int STATUS_LINE = 8 * 1024;

  /// The longest line of a listing, in octets: a number and a unique-id.
  public static final int LISTING_LINE = 2 * 1024;

  private static final int BUFFER = 8 * 1024;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Endpoint endpoint;
  private final Socket raw;
  private final Transcript transcript;

  /// Of the last secret that was said.
  private Optional<Echo> echo = Optional.empty();

  private final boolean direct;
  private final Watchdog watchdog;
  private final Inbound in;
  private OutputStream out;
  private Optional<TlsFacts> tls = Optional.empty();
  private Optional<SSLSocket> secured = Optional.empty();
  private Optional<Tls> wanted = Optional.empty();
  private boolean heardPlaintext;
  private volatile boolean closed;

  /// @param direct whether the other end of the socket is the server itself
  Connection(Endpoint endpoint, Socket raw, Transcript transcript, boolean direct)
      throws IOException {
    this.endpoint = endpoint;
    this.raw = raw;
    this.transcript = transcript;
    this.direct = direct;
    this.watchdog = new Watchdog(this::closeSocket);
    this.in = new Inbound(raw.getInputStream(), watchdog);
    this.out = new BufferedOutputStream(raw.getOutputStream(), BUFFER);
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /// What TLS agreed on, once it is on.
  public Optional<TlsFacts> tls() {
    return tls;
  }

  /// What a login can be bound to by `tls-exporter` (RFC 9266), where TLS gives it.
  public Optional<byte[]> keyingMaterial() {
    return secured.flatMap(KeyingMaterial::of);
  }

  /// The first status line. On a connection without TLS a server that stays silent for a second is
  /// asked, on a second connection, whether it waits for TLS: that mix-up of ports would otherwise
  /// look like a dead server. Nobody is asked through a proxy or a tunnel.
  ///
  /// @throws Failed also `TLS`, when the port turns out to speak TLS
  public ServerText greeting() throws Failed {
    TimeBudget budget = TimeBudget.once(endpoint.timeout());
    try {
      if (tls.isEmpty()) {
        if (staysSilent(budget) && TlsProbe.speaksTls(raw.getRemoteSocketAddress())) {
          throw mixedUp();
        }
        // A TLS server may also greet a plaintext client with an alert or what it takes for one.
        if (in.peek(budget) == TlsProbe.ALERT) {
          throw mixedUp();
        }
      }
    } catch (IOException e) {
      throw broken(e, budget.exceeded());
    }
    return statusLine(budget);
  }

  private boolean staysSilent(TimeBudget budget) throws IOException {
    if (!direct || endpoint.timeout().compareTo(SOON) <= 0) {
      return false;
    }
    raw.setSoTimeout((int) SOON.toMillis());
    boolean silent = !in.arrivesInTime();
    raw.setSoTimeout(0);
    budget.waited(SOON.toNanos());
    return silent;
  }

  private Failed mixedUp() {
    return failed(
        Kind.TLS,
        "port " + endpoint.port() + " speaks TLS from the first octet",
        "write tls = \"implicit\", or another port");
  }

  /// The first line of an answer, without its line end.
  ///
  /// @param patience for all of it
  /// @throws Failed `PROTOCOL` when it is longer than [#STATUS_LINE], `UNREACHABLE`
  public ServerText statusLine(Duration patience) throws Failed {
    return statusLine(TimeBudget.once(patience));
  }

  private ServerText statusLine(TimeBudget budget) throws Failed {
    try {
      String line = in.line(STATUS_LINE, budget);
      if (echo.isEmpty()) {
        transcript.line(true, new ServerText(line).toString());
        return new ServerText(line);
      }
      String masked = echo.get().masked(line);
      transcript.line(true, new ServerText(masked).toString());
      // What is a part of the protocol is not touched, the challenges of a login above all.
      return new ServerText(line.startsWith("+") ? line : masked);
    } catch (IOException e) {
      throw broken(e, budget.exceeded());
    }
  }

  /// The rest of a multi-line answer of short lines, up to its terminating line.
  ///
  /// @param most how many lines there may be
  /// @param taker gets each line as it comes
  /// @throws Failed `PROTOCOL` when it is larger, `UNREACHABLE`
  public void listing(int most, OctetTaker taker) throws Failed {
    TimeBudget budget = TimeBudget.renewed(endpoint.timeout());
    var told = new ToldListing(transcript);
    try {
      in.listing(most, LISTING_LINE, budget, told.andThen(taker));
      told.tell();
    } catch (IOException e) {
      throw broken(e, budget.exceeded());
    }
  }

  /// The rest of a multi-line answer that is a message. It must be read to its end before anything
  /// else.
  public MessageStream message() {
    return new MessageStream(this);
  }

  /// Passes on what is there of a message, waiting until that is something.
  void pass(DotUnstuffing unstuffing, TimeBudget budget, OutputStream sink)
      throws Failed, IOException {
    ByteBuffer octets;
    try {
      octets = in.octets(budget);
    } catch (EOFException e) {
      throw closed
          ? broken(e, "")
          : witnessed(
              failed(
                  Kind.UNREACHABLE,
                  "the server closed the connection before the end of the message",
                  "tried again next time"));
    } catch (IOException e) {
      throw broken(e, budget.exceeded());
    }
    unstuffing.pass(octets, sink);
    if (unstuffing.isComplete()) {
      transcript.line(true, "… " + unstuffing.octets() + " octets");
    }
  }

  /// Whether something has arrived that nobody has read. Does not wait.
  public boolean hasUnread() throws Failed {
    try {
      return in.hasUnread();
    } catch (IOException e) {
      throw broken(e, "");
    }
  }

  /// Writes a command into the buffer; [#flush] sends it.
  ///
  /// @throws IllegalArgumentException when it holds a line end or something that is no octet
  public void write(Command command) throws Failed {
    String line = command.line();
    if (!line.chars().allMatch(c -> c != '\r' && c != '\n' && c <= 0xff)) {
      throw new IllegalArgumentException("not a command line: " + command.masked());
    }
    transcript.line(false, new ServerText(command.masked()).toString());
    echo = Echo.after(command, echo);
    guarded(() -> out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// Sends what was written.
  public void flush() throws Failed {
    guarded(() -> out.flush());
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void guarded(Writing writing) throws Failed {
    watchdog.arm(endpoint.timeout().toNanos());
    try {
      writing.run();
    } catch (IOException e) {
      throw broken(
          e, "the server took no more commands for " + Spoken.duration(endpoint.timeout()));
    } finally {
      watchdog.disarm();
    }
  }

  /// Begins TLS: at once on a new connection, or after `STLS` was answered `+OK`.
  ///
  /// @throws Failed `TLS` when the server sent something beforehand that it then could claim to
  ///   have been protected, when it refuses, or when its certificate is not to be trusted; `CONFIG`
  ///   when the CA file cannot be read
  public void startTls(Tls wanted) throws Failed {
    this.wanted = Optional.of(wanted);
    var handshake = new Handshake(endpoint, wanted);
    // Implicit TLS has no plaintext before it that could pass for protected.
    if (wanted.mode() != Tls.Mode.IMPLICIT && hasUnread()) {
      throw handshake.failed(
          "the server, or somebody in between, sent more behind its answer to STLS: what came"
              + " before TLS cannot be trusted");
    }
    TimeBudget budget = TimeBudget.once(endpoint.timeout());
    watchdog.arm(budget.left());
    try {
      SSLSocket socket = handshake.over(raw);
      in.continueFrom(socket.getInputStream());
      out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
      secured = Optional.of(socket);
      tls = Optional.of(TlsFacts.of(socket.getSession()));
    } catch (IOException e) {
      heardPlaintext = Handshake.isPlaintext(e);
      throw closed || watchdog.hasBitten()
          ? broken(e, budget.exceeded())
          : witnessed(handshake.failed(e));
    } finally {
      watchdog.disarm();
    }
  }

  /// Whether TLS did not begin because what the server said was none.
  public boolean heardPlaintext() {
    return heardPlaintext;
  }

  /// Whether it ended because a deadline passed.
  public boolean fellSilent() {
    return watchdog.hasBitten();
  }

  /// Closes the raw socket, from any thread; never hangs. TLS is not told good-bye: what mattered
  /// was answered, and a server that does not read could keep us.
  @Override
  public void close() {
    closed = true;
    watchdog.dismiss();
    closeSocket();
  }

  private void closeSocket() {
    try {
      raw.close();
    } catch (IOException e) {
      // Nothing depends on it any more.
    }
  }

  private Failed broken(IOException e, String exceeded) {
    if (closed) {
      return failed(Kind.STOPPED, "the connection was given up", "");
    }
    return witnessed(
        watchdog.hasBitten()
            ? failed(Kind.UNREACHABLE, exceeded, "tried again next time")
            : Breakage.of(e, "talking to " + endpoint, wanted));
  }

  /// With what a tunnel has to say of it: what looks like the server's doing may be the tunnel's.
  private Failed witnessed(Failed failed) {
    String words = raw instanceof TunnelSocket tunnel ? tunnel.lastWords() : "";
    Failure told = failed.failure();
    return words.isEmpty()
        ? failed
        : new Failed(
            new Failure(told.kind(), told.doing(), told.cause() + "; " + words, told.next()),
            failed);
  }

  private Failed failed(Kind kind, String cause, String next) {
    return new Failed(kind, "talking to " + endpoint, cause, next);
  }
}
