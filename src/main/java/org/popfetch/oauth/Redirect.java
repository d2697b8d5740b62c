package org.popfetch.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the browser is sent with the code: a port on loopback, open for one login (RFC 8252 §7.3,
/// §8.3). Anything on this machine may knock there; only who knows the login's state is heard.
final class Redirect implements AutoCloseable {
  private static final int MOST_LINE = 16 * 1024;

  /// For one browser's request: loopback is fast, and others may be waiting.
  private static final Duration REQUEST = Duration.ofSeconds(2);

  private static final Pattern GET = Pattern.compile("GET /\\?(\\S*) HTTP/1\\.[01]");

  private final ServerSocket listener;

  private Redirect(ServerSocket listener) {
    this.listener = listener;
  }

  static Redirect listen() throws IOException {
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return new Redirect(new ServerSocket(0, 10, loopback));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
  }

  /// Waits for a browser that comes with the state.
  ///
  /// @return its parameters, a code or an error among them; nothing when none came in time
  Optional<Map<String, String>> await(String state, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        return Optional.empty();
      }
      listener.setSoTimeout((int) left);
      try (Socket browser = listener.accept()) {
        Optional<Map<String, String>> came = hear(browser, state);
        if (came.isPresent()) {
          return came;
        }
      } catch (SocketTimeoutException nobody) {
        return Optional.empty();
      }
    }
  }

  /// One request. Whatever goes wrong with it is the visitor's affair.
  private static Optional<Map<String, String>> hear(Socket browser, String state) {
    try {
      Matcher request = GET.matcher(firstLine(browser));
      Optional<Map<String, String>> came =
          request.matches() ? Form.parse(request.group(1)) : Optional.empty();
      Optional<Map<String, String>> wanted =
          came.filter(fields -> isSame(state, fields.getOrDefault("state", "")))
              .filter(fields -> fields.containsKey("code") || fields.containsKey("error"));
      answer(browser, wanted);
      return wanted;
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static boolean isSame(String state, String other) {
    return MessageDigest.isEqual(state.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  /// Up to its line end, and no longer than it takes: octet by octet, but against a deadline.
  private static String firstLine(Socket browser) throws IOException {
    long deadline = System.nanoTime() + REQUEST.toNanos();
    browser.setSoTimeout((int) REQUEST.toMillis());
    InputStream in = browser.getInputStream();
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r' && c != '\n'; c = in.read()) {
      if (line.length() >= MOST_LINE || System.nanoTime() > deadline) {
        throw new IOException("no request that a browser would make");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static void answer(Socket browser, Optional<Map<String, String>> came)
      throws IOException {
    String status = came.isPresent() ? "200 OK" : "404 Not Found";
    String text =
        came.map(fields ->
                fields.containsKey("code")
                    ? "This is done. Close this page and look at the terminal again."
                    : "Access was not allowed. The terminal says more.")
            .orElse("There is nothing here.");
    byte[] page =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>popfetch</title></head>
        <body><h1>popfetch</h1><p>%s</p></body></html>
        """
            .formatted(text)
            .getBytes(UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n"
                .formatted(status, page.length)
            // The address has the code in it.
            + "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n";
    browser.getOutputStream().write(head.getBytes(ISO_8859_1));
    browser.getOutputStream().write(page);
    // The rest of the request, unread, would make the kernel reset the connection and the page
    // lost.
    browser.shutdownOutput();
    browser.getInputStream().skip(MOST_LINE);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
