package image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// A server with an empty maildrop that offers SCRAM-SHA-256 (RFC 5802) and nothing else: what most
/// servers want that keep no readable password. It proves that it knows the password, and believes
/// that the client does.
final class SaltedServer {
  private static final String CAPABILITIES =
      "+OK\r\nSASL SCRAM-SHA-256\r\nPIPELINING\r\nUIDL\r\nTOP\r\n.";
  private static final int ITERATIONS = 4096;

  private final SSLServerSocket listener;
  private final String password;

  private SaltedServer(SSLServerSocket listener, String password) {
    this.listener = listener;
    this.password = password;
  }

  /// Serves one session after the other, until the program ends.
  static SaltedServer start(SSLContext tls, String password) throws IOException {
    var listener =
        (SSLServerSocket)
            tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var server = new SaltedServer(listener, password);
    Thread.ofPlatform().daemon().start(server::serve);
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (true) {
      try (var socket = (SSLSocket) listener.accept()) {
        session(socket);
      } catch (IOException | GeneralSecurityException e) {
        e.printStackTrace(); // into the training's log
      }
    }
  }

  private void session(SSLSocket socket) throws IOException, GeneralSecurityException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    var out = new PrintStream(socket.getOutputStream(), true, ISO_8859_1);
    say(out, "+OK salted");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line.split(" ", 2)[0]) {
        case "CAPA" -> say(out, CAPABILITIES);
        case "AUTH" -> logIn(line.substring(line.lastIndexOf(' ') + 1), in, out);
        case "UIDL", "LIST" -> say(out, "+OK\r\n.");
        default -> say(out, "+OK");
      }
    }
  }

  /// The formulas of RFC 5802 §3.
  private void logIn(String initial, BufferedReader in, PrintStream out)
      throws IOException, GeneralSecurityException {
    String bare = decoded(initial).replaceFirst("^[^,]*,[^,]*,", "");
    String nonce = bare.substring(bare.indexOf("r=") + 2) + "salted";
    String first = "r=" + nonce + ",s=" + encoded(nonce.getBytes(ISO_8859_1)) + ",i=" + ITERATIONS;
    say(out, "+ " + encoded(first.getBytes(ISO_8859_1)));
    String last = decoded(in.readLine());
    String message = bare + ',' + first + ',' + last.substring(0, last.lastIndexOf(",p="));
    var spec = new PBEKeySpec(password.toCharArray(), nonce.getBytes(ISO_8859_1), ITERATIONS, 256);
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    String signature = encoded(hmac(hmac(salted, "Server Key"), message));
    say(out, "+ " + encoded(("v=" + signature).getBytes(ISO_8859_1)));
    in.readLine();
    say(out, "+OK");
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(ISO_8859_1));
  }

  private static String encoded(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), ISO_8859_1);
  }

  private static void say(PrintStream out, String line) {
    out.print(line + "\r\n");
    out.flush();
  }
}
