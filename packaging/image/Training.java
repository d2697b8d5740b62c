package image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.demo.DemoTls;
import org.popfetch.demo.SampleMail;

/// A run of popfetch, watched by the JVM, which writes the classes that it loaded and linked, and
/// what it learnt about their methods, to `lib/popfetch.aot`.
///
/// What this run does not load will be loaded the slow way later, so it is what most runs are: a
/// second one, which knows the messages of the first and fetches some new ones over TLS from a
/// server that pipelines, here the demo server; a login by SCRAM at a [SaltedServer]; and an
/// account that has never run. Whatever is written stays in ROOM, which is the run's home directory
/// as well.
final class Training {
  /// With an option that makes picocli read the line, as most lines of other commands do.
  private static final List<String> COMMAND = List.of("sync", "--jobs", "8");

  private static final int BULK = 300;
  private static final int BULK_OCTETS = 4096;
  private static final String KEY_PASSWORD = "training";

  private Training() {}

  /// Usage: `Training IMAGE ROOM`, both absolute, with the image's jars on the class path. Leaves
  /// with the status of the run.
  public static void main(String[] args) throws Exception {
    var image = Path.of(args[0]);
    var room = Path.of(args[1]);
    var store = room.resolve("server.p12");
    makeCertificate(store, room.resolve("server.pem"));
    var mailbox = new DemoMailbox("ada", "difference-engine", SampleMail.all());
    var options =
        DemoOptions.serving(mailbox)
            .withTls(DemoTls.context(store, KEY_PASSWORD))
            .withLockPatience(Duration.ofSeconds(30));
    var salted = SaltedServer.start(DemoTls.context(store, KEY_PASSWORD), mailbox.password());
    try (var server = DemoServer.start(options)) {
      var config = writeConfig(room, server, salted, mailbox);
      int status = fetch(image, room, "");
      SampleMail.many(BULK, BULK_OCTETS, 1).forEach(mailbox::add);
      Files.writeString(
          config,
          "%n[accounts.new]%nport = %d%ndeliver = \"maildir:~/new\"%n".formatted(server.tlsPort()),
          StandardOpenOption.APPEND);
      System.exit(status != 0 ? status : fetch(image, room, "-XX:AOTCacheOutput=popfetch.aot"));
    }
  }

  private static void makeCertificate(Path store, Path pem) throws Exception {
    keytool(
        store,
        "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2");
    keytool(store, "-exportcert -alias server -rfc -file", pem.toString());
  }

  private static void keytool(Path store, String options, String... more) throws Exception {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    command.addAll(Arrays.asList(options.split(" ")));
    command.addAll(List.of(more));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", KEY_PASSWORD));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("keytool failed with status " + status + ": " + command);
    }
  }

  private static Path writeConfig(
      Path room, DemoServer server, SaltedServer salted, DemoMailbox mailbox) throws IOException {
    var config = Files.createDirectories(room.resolve(".config/popfetch")).resolve("config.toml");
    Files.writeString(
        config,
        """
        [defaults]
        host = "%s"
        user = "%s"
        password = "%s"
        tls-ca-file = "~/server.pem"

        [accounts.implicit]
        port = %d
        keep = true
        auth = ["plain"]
        deliver = "maildir:~/implicit"

        [accounts.starttls]
        port = %d
        tls = "starttls"
        keep = "14d"
        deliver = "mbox:~/starttls"

        [accounts.open]
        port = %d
        tls = "none"
        deliver = "maildir:~/open"

        [accounts.salted]
        port = %d
        deliver = "maildir:~/salted"
        """
            .formatted(
                "localhost", // looked up, as most names are
                mailbox.user(),
                mailbox.password(),
                server.tlsPort(),
                server.port(),
                server.port(),
                salted.port()));
    // popfetch takes no password from a file that others may read.
    return Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
  }

  /// The cache has a relative name, because the launcher splits these options at blanks and the
  /// image's own name may have some.
  private static int fetch(Path image, Path room, String javaOptions) throws Exception {
    var command = new ArrayList<>(List.of(image.resolve("bin/popfetch").toString()));
    command.addAll(COMMAND);
    var builder = new ProcessBuilder(command).directory(image.resolve("lib").toFile()).inheritIO();
    builder.environment().keySet().removeIf(name -> name.matches("XDG_.*|POPFETCH_.*"));
    builder.environment().put("HOME", room.toString());
    builder.environment().put("POPFETCH_JAVA_OPTIONS", javaOptions);
    return builder.start().waitFor();
  }
}
