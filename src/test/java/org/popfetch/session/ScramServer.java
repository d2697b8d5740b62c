package org.popfetch.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.popfetch.testing.TestKey;

/// The server's half of SCRAM-SHA-256 by the formulas of RFC 5802 §3, over TLS, for sessions of
/// `me`, one after the other, with the password `abracadabra`. It answers `-ERR` to a proof or a
/// binding that is not right, and tells the GS2 header that it was sent.
final class ScramServer implements AutoCloseable {
  private static final byte[] SALT = "some salt".getBytes(US_ASCII);
  private static final int ITERATIONS = 4096;

  private final SSLServerSocket listener;
  private final TestKey key;
  private final String mechanisms;
  private final boolean somebodyInBetween;
  private final boolean dropsWhatComesEarly;
  private int sessions;
  private final CompletableFuture<String> header = new CompletableFuture<>();

  /// @param version "TLSv1.3"
  /// @param somebodyInBetween whether the server's own end of TLS is another connection than the
  ///   client's
  ScramServer(TestKey key, String version, String mechanisms, boolean somebodyInBetween)
      throws IOException {
    this(key, version, mechanisms, somebodyInBetween, false);
  }

  /// One that pipelines.
  ///
  /// @param dropsWhatComesEarly whether it loses what is said behind a proof before that is
  ///   answered
  static ScramServer pipelining(TestKey key, boolean dropsWhatComesEarly) throws IOException {
    String more = "\r\nPIPELINING\r\nUIDL";
    return new ScramServer(key, "TLSv1.3", "SCRAM-SHA-256" + more, false, dropsWhatComesEarly);
  }

  private ScramServer(
      TestKey key,
      String version,
      String mechanisms,
      boolean somebodyInBetween,
      boolean dropsWhatComesEarly)
      throws IOException {
    this.key = key;
    this.mechanisms = mechanisms;
    this.somebodyInBetween = somebodyInBetween;
    this.dropsWhatComesEarly = dropsWhatComesEarly;
    this.listener =
        (SSLServerSocket)
            key.serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setEnabledProtocols(new String[] {version});
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// "p=tls-exporter,,", once the client has said it.
  String header() {
    return header.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void serve() {
    while (!listener.isClosed()) {
      serveOne();
    }
  }

  private void serveOne() {
    try (var socket = (SSLSocket) listener.accept()) {
      sessions++;
      socket.setSoTimeout(20_000);
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      say(out, "+OK hello");
      boolean loggedIn = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("CAPA")) {
          say(out, "+OK\r\nSASL " + mechanisms + "\r\n.");
        } else if (line.startsWith("AUTH SCRAM-SHA-256")) {
          loggedIn = authenticated(socket, in, out, line);
          say(out, loggedIn ? "+OK" : "-ERR [AUTH] no");
        } else if (loggedIn && (line.equals("UIDL") || line.equals("LIST"))) {
          say(out, "+OK\r\n.");
        } else {
          say(out, "-ERR " + line);
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      header.completeExceptionally(e);
    }
  }

  private boolean authenticated(SSLSocket socket, BufferedReader in, OutputStream out, String auth)
      throws IOException, GeneralSecurityException {
    String clientFirst = decoded(auth.substring(auth.lastIndexOf(' ') + 1));
    String gs2 = clientFirst.substring(0, clientFirst.indexOf("n="));
    String bare = clientFirst.substring(gs2.length());
    String nonce = bare.substring(bare.indexOf("r=") + 2) + "servers";
    String serverFirst =
        "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
    say(out, "+ " + encoded(serverFirst.getBytes(UTF_8)));
    String clientFinal = decoded(in.readLine());
    int proofAt = clientFinal.indexOf(",p=");
    String withoutProof = clientFinal.substring(0, proofAt);
    byte[] wanted = joined(gs2.getBytes(UTF_8), binding(socket, gs2));
    header.complete(gs2);

    byte[] salted = salted();
    byte[] clientKey = hmac(salted, "Client Key");
    String message = bare + "," + serverFirst + "," + withoutProof;
    byte[] signature = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), message);
    byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= signature[i];
    }
    if (!withoutProof.equals("c=" + Base64.getEncoder().encodeToString(wanted) + ",r=" + nonce)
        || !MessageDigest.isEqual(proof, clientKey)) {
      return false;
    }
    if (dropsWhatComesEarly && sessions == 1) {
      String line = in.readLine();
      while (line != null && !line.equals("LIST")) {
        line = in.readLine();
      }
    }
    byte[] verifier = hmac(hmac(salted, "Server Key"), message);
    say(out, "+ " + encoded(("v=" + Base64.getEncoder().encodeToString(verifier)).getBytes(UTF_8)));
    String last = in.readLine();
    if (last == null) {
      throw new EOFException("the client hung up");
    }
    return last.isEmpty();
  }

  private byte[] binding(SSLSocket socket, String gs2)
      throws IOException, GeneralSecurityException {
    if (!gs2.startsWith("p=")) {
      return new byte[0];
    }
    byte[] data =
        gs2.contains("tls-exporter")
            ? ((ExtendedSSLSession) socket.getSession())
                .exportKeyingMaterialData("EXPORTER-Channel-Binding", null, 32)
            : MessageDigest.getInstance(hash()).digest(key.certificate().getEncoded());
    if (somebodyInBetween) {
      data[0] ^= 1;
    }
    return data;
  }

  /// That of the certificate's signature (RFC 5929 §4.1).
  private String hash() {
    return switch (key.certificate().getSigAlgName()) {
      case "SHA256withECDSA", "SHA256withRSA" -> "SHA-256";
      case "SHA384withECDSA", "SHA384withRSA" -> "SHA-384";
      case String other -> throw new AssertionError(other);
    };
  }

  private static byte[] salted() throws GeneralSecurityException {
    var spec = new PBEKeySpec("abracadabra".toCharArray(), SALT, ITERATIONS, 256);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    HexFormat hex = HexFormat.of();
    return hex.parseHex(hex.formatHex(first) + hex.formatHex(second));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  private static String encoded(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
