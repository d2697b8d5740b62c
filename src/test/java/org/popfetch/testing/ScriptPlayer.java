package org.popfetch.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Plays one session of a script on one connection, on the calling thread.
final class ScriptPlayer {

  private static final Duration BETWEEN_PACKETS = Duration.ofMillis(1);

  private final Script.Session session;
  private final ScriptSocket socket;
  private final Optional<SSLContext> tls;
  private final Transcript transcript;
  private volatile Step current;

  ScriptPlayer(
      Script.Session session,
      ScriptSocket socket,
      Optional<SSLContext> tls,
      Transcript transcript) {
    this.session = session;
    this.socket = socket;
    this.tls = tls;
    this.transcript = transcript;
    this.current = session.steps().getFirst();
  }

  /// The step that is being taken; may be asked for by any thread.
  Step current() {
    return current;
  }

  /// Plays the session to its end.
  ///
  /// @throws ScriptMismatch at the first step that does not go as written
  void play() throws ScriptMismatch {
    for (Step step : session.steps()) {
      current = step;
      try {
        take(step);
      } catch (IOException e) {
        throw new ScriptMismatch(
            step.at(), "the connection broke (" + e.getMessage() + ") at " + step.at().source());
      }
    }
  }

  private void take(Step step) throws IOException, ScriptMismatch {
    switch (step) {
      case Step.Say say -> say(say);
      case Step.Trickle trickle -> trickle(trickle);
      case Step.Flush _ -> socket.flush();
      case Step.Hear hear -> expect(hear);
      case Step.AnyOrder(_, var exchanges) -> answer(new ArrayList<>(exchanges));
      case Step.StartTls _ -> startTls(step);
      case Step.Last last -> end(last);
    }
  }

  private void end(Step.Last step) throws IOException, ScriptMismatch {
    switch (step) {
      case Step.End(var at) -> {
        socket.finish(true);
        expectNothing(at);
      }
      case Step.AwaitClose(var at) -> {
        socket.flush();
        expectNothing(at);
      }
      case Step.StartTlsInVain(var at) -> startTlsInVain(at);
      case Step.Close(_, var politely) -> {
        note(step);
        socket.finish(politely);
        socket.rest();
      }
      case Step.Reset _ -> {
        note(step);
        socket.reset();
      }
      case Step.Stall _ -> {
        note(step);
        socket.flush();
        socket.rest();
      }
      case Step.Drip drip -> drip(drip);
    }
  }

  private void say(Step.Say step) throws IOException {
    note(step);
    for (int i = 0; i < step.times(); i++) {
      socket.send(step.octets());
    }
  }

  private void trickle(Step.Trickle step) throws IOException {
    note(step);
    String octets = step.octets();
    for (int i = 0; i < octets.length(); i += step.packet()) {
      socket.send(octets.substring(i, Math.min(octets.length(), i + step.packet())));
      socket.flush();
      if (socket.closesWithin(BETWEEN_PACKETS)) {
        throw new IOException("closed by the client");
      }
    }
  }

  private void drip(Step.Drip step) throws IOException {
    note(step);
    try {
      while (true) {
        if (step.pause().isZero()) {
          socket.send(step.octets());
        } else if (drop(step)) {
          return;
        }
      }
    } catch (IOException e) {
      // The client has closed, which is what this waits for. Should it be the deadline that did,
      // then the server knows.
    }
  }

  /// Drops the octets one by one; returns whether the client closed meanwhile.
  private boolean drop(Step.Drip step) throws IOException {
    for (int i = 0; i < step.octets().length(); i++) {
      socket.send(step.octets().substring(i, i + 1));
      socket.flush();
      if (socket.closesWithin(step.pause())) {
        return true;
      }
    }
    return false;
  }

  private void expect(Step.Hear step) throws IOException, ScriptMismatch {
    String line = hear(step.at());
    if (!step.pattern().matches(line)) {
      throw ScriptMismatch.of(step, line);
    }
  }

  private String hear(Step.At at) throws IOException, ScriptMismatch {
    socket.flush();
    Optional<String> line = socket.line();
    if (line.isEmpty()) {
      String pending = OctetText.show(socket.rest());
      throw new ScriptMismatch(
          at,
          "the client closed the connection"
              + (pending.isEmpty() ? "" : " in the middle of: " + pending)
              + "\n    expected  "
              + at.source());
    }
    transcript.add(session.number(), "C: " + OctetText.show(line.get()));
    return line.get();
  }

  private void answer(List<Step.Exchange> open) throws IOException, ScriptMismatch {
    while (!open.isEmpty()) {
      String line = hear(open.getFirst().hear().at());
      Step.Exchange exchange = begunBy(line, open);
      open.remove(exchange);
      for (Step step : exchange.answer()) {
        take(step);
      }
    }
  }

  private static Step.Exchange begunBy(String line, List<Step.Exchange> open)
      throws ScriptMismatch {
    for (Step.Exchange exchange : open) {
      if (exchange.hear().pattern().matches(line)) {
        return exchange;
      }
    }
    throw ScriptMismatch.of(open.getFirst().hear(), line);
  }

  private void startTls(Step step) throws IOException {
    note(step);
    socket.acceptTls(tls.orElseThrow());
  }

  private void startTlsInVain(Step.At at) throws IOException, ScriptMismatch {
    try {
      socket.acceptTls(tls.orElseThrow());
    } catch (IOException e) {
      return;
    }
    // A client may look at the certificate after the handshake, as long as it says nothing.
    expectNothing(at);
  }

  private void expectNothing(Step.At at) throws IOException, ScriptMismatch {
    String more = socket.rest();
    if (!more.isEmpty()) {
      throw new ScriptMismatch(
          at, "nothing more was expected, but the client sent\n    C: " + OctetText.show(more));
    }
  }

  private void note(Step step) {
    transcript.add(session.number(), step.at().source());
  }
}
