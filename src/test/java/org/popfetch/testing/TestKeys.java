package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Certificates for tests, made at run time by the JDK's own keytool, each once in a JVM.
///
/// They are of no use to anybody else: the keys live in a temporary directory that goes with the
/// JVM.
public final class TestKeys {

  private static final char[] SECRET = TestKey.PASSWORD.toCharArray();
  private static final String KEY = "key";
  private static final String SIGNER = "signer";
  private static final String LOCALHOST = "SAN=dns:localhost,ip:127.0.0.1";

  private static final Path DIRECTORY = temporaryDirectory();
  private static final Map<String, TestKey> MADE = new ConcurrentHashMap<>();

  private TestKeys() {}

  /// Self-signed, for localhost and 127.0.0.1.
  public static TestKey localhost() {
    return selfSigned("localhost", "-ext", LOCALHOST);
  }

  /// The same names, another key: what a certificate that is pinned may have changed to.
  public static TestKey otherLocalhost() {
    return selfSigned("other-localhost", "-ext", LOCALHOST);
  }

  /// A certification authority of our own, to be trusted; not for servers.
  public static TestKey authority() {
    return selfSigned("authority", "-ext", "bc:critical=ca:true", "-ext", "ku=keyCertSign,cRLSign");
  }

  /// For localhost and 127.0.0.1, signed by [#authority].
  public static TestKey signed() {
    return signed("signed", "-ext", LOCALHOST);
  }

  /// For `mail.example.org`, signed by [#authority].
  public static TestKey wrongName() {
    return signed("wrong-name", "-ext", "SAN=dns:mail.example.org");
  }

  /// For localhost, good until thirty days ago, signed by [#authority]: Java does not look at the
  /// dates of a certificate that is trusted itself.
  public static TestKey expired() {
    return signed("expired", "-ext", LOCALHOST, "-startdate", "-60d", "-validity", "30");
  }

  /// For localhost, good from in thirty days, signed by [#authority].
  public static TestKey notYetValid() {
    return signed("not-yet-valid", "-ext", LOCALHOST, "-startdate", "+30d");
  }

  /// For localhost, signed by [#authority], with a key that is too short: 1024 bits of RSA are the
  /// least that Java takes.
  public static TestKey weak() {
    return signed("weak", "-ext", LOCALHOST, "-keyalg", "RSA", "-keysize", "768");
  }

  /// For localhost and 127.0.0.1, signed by [#authority], whose list of what it has taken back is
  /// at a place.
  public static TestKey listedAt(String name, String uri) {
    return signed(name, "-ext", LOCALHOST, "-ext", "CRLDistributionPoints=URI:" + uri);
  }

  /// For localhost and 127.0.0.1, signed by [#authority], which answers at a place whether it has
  /// taken it back.
  public static TestKey answeredAt(String name, String uri) {
    return signed(name, "-ext", LOCALHOST, "-ext", "AIA=ocsp:URI:" + uri);
  }

  /// A user's own, signed by [#authority]: the common name is the user's.
  public static TestKey user(String name) {
    return signed("user-" + name, "-dname", "CN=" + name + ", O=users", "-ext", "eku=clientAuth");
  }

  /// The authority's list of what it has taken back, in DER (RFC 5280 §5).
  public static byte[] revocationList(List<X509Certificate> takenBack) {
    try {
      Path list = temporary("revoked.crl");
      var command = new ArrayList<>(List.of("-gencrl", "-alias", KEY, "-file", list.toString()));
      command.addAll(List.of("-keystore", authority().keyStore().toString()));
      command.addAll(List.of("-storepass", TestKey.PASSWORD));
      takenBack.forEach(one -> command.addAll(List.of("-id", one.getSerialNumber().toString())));
      keytool(command);
      return Files.readAllBytes(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestKey selfSigned(String name, String... options) {
    return MADE.computeIfAbsent(name, _ -> made(name, store -> generate(store, name, options)));
  }

  private static TestKey signed(String name, String... options) {
    TestKey authority = authority(); // not within computeIfAbsent, which must not come back here
    return MADE.computeIfAbsent(
        name, _ -> made(name, store -> makeSigned(store, authority, name, options)));
  }

  private static void makeSigned(Path store, TestKey authority, String name, String... options)
      throws GeneralSecurityException, IOException {
    KeyStore signer = open(authority.keyStore());
    KeyStore both = KeyStore.getInstance("PKCS12");
    both.load(null, null);
    both.setKeyEntry(SIGNER, signer.getKey(KEY, SECRET), SECRET, signer.getCertificateChain(KEY));
    save(both, store);
    generate(store, name, with(options, "-signer", SIGNER));
    KeyStore one = open(store);
    one.deleteEntry(SIGNER); // else the server may choose to show the authority's certificate
    save(one, store);
  }

  private static String[] with(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /// Makes a key store at a place.
  @FunctionalInterface
  private interface Making {
    void at(Path store) throws GeneralSecurityException, IOException;
  }

  private static TestKey made(String name, Making making) {
    try {
      Path store = temporary(name + ".p12");
      making.at(store);
      Path pem = temporary(name + ".pem");
      var certificate = (X509Certificate) open(store).getCertificate(KEY);
      Files.writeString(pem, TestKey.pem(certificate));
      return new TestKey(store, pem, certificate);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make the certificate " + name, e);
    }
  }

  private static void generate(Path store, String name, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(List.of("-genkeypair", "-alias", KEY));
    if (!List.of(options).contains("-dname")) {
      command.addAll(List.of("-dname", "CN=localhost, O=" + name));
    }
    if (!List.of(options).contains("-keyalg")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    command.addAll(List.of("-keystore", store.toString(), "-storepass", TestKey.PASSWORD));
    command.addAll(List.of(options));
    keytool(command);
  }

  private static void keytool(List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // a short life
    command.addAll(arguments);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + output);
    }
  }

  private static KeyStore open(Path store) throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.toFile(), SECRET);
  }

  private static void save(KeyStore keys, Path store) throws GeneralSecurityException, IOException {
    try (var out = Files.newOutputStream(store)) {
      keys.store(out, SECRET);
    }
  }

  private static Path temporary(String name) {
    Path path = DIRECTORY.resolve(name);
    path.toFile().deleteOnExit();
    return path;
  }

  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("popfetch-keys");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
