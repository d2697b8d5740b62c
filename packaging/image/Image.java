package image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;

/// Builds the image: popfetch with a Java of its own, in one folder that runs wherever it is put.
///
/// ```
/// popfetch/bin/popfetch       the launcher, popfetch.sh
/// popfetch/lib/popfetch.jar   names the jars beside it in its manifest
/// popfetch/lib/*.jar          what it depends on
/// popfetch/lib/*.so           native libraries that came in those
/// popfetch/lib/runtime/       a Java with the modules that are needed, and no others
/// popfetch/lib/popfetch.aot   loaded and linked classes, from a run of Training
/// ```
///
/// Maven runs this from source, with the JDK that it compiles with. Each step leaves a [Stamp] of
/// what it worked from, and is left out for as long as that stays the same.
final class Image {
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging", // angus-mail and JLine log through it
          "java.naming", // SRV records; the Kerberos modules want it as well
          "java.net.http", // tokens for OAUTHBEARER
          "java.security.jgss", // GSSAPI, together with the next three
          "java.security.sasl",
          "jdk.security.auth",
          "jdk.security.jgss",
          "jdk.charsets", // subjects in ISO-2022-JP and its like
          "jdk.jfr", // a recording, when somebody reports that popfetch is slow
          "jdk.unsupported"); // the signals that JLine watches

  private final Path sources = Path.of("packaging", "image");
  private final Path home;
  private final Path lib;
  private final Path work;

  private Image(Path target) throws IOException {
    home = target.resolve("popfetch");
    lib = home.resolve("lib");
    work = target.resolve("image");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(lib);
    Files.createDirectories(work);
  }

  /// Usage: `Image TARGET JAR CLASSPATH`, run from the top of the checkout. The class path may hold
  /// directories, which are passed over: what they hold is in the jar.
  public static void main(String[] args) throws Exception {
    var jars = new ArrayList<Path>();
    Arrays.stream(args[2].split(":")).map(Path::of).filter(Files::isRegularFile).forEach(jars::add);
    new Image(Path.of(args[0]).toAbsolutePath()).build(Path.of(args[1]), jars);
  }

  private void build(Path application, List<Path> dependencies) throws Exception {
    Files.copy(Path.of("LICENSE"), home.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
    var launcher = home.resolve("bin/popfetch");
    Files.copy(
        sources.resolve("popfetch.sh"),
        launcher,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + launcher + " executable");
    }
    var runtime = linkRuntime();
    var jars = copyJars(application, dependencies);
    train(runtime, jars);
    // packaging/popfetch compares the sources with the time of this file.
    Files.writeString(work.resolve("complete"), "");
  }

  private Stamp linkRuntime() throws IOException {
    var modules = String.join(",", MODULES);
    var release = Path.of(System.getProperty("java.home"), "release");
    var runtime = lib.resolve("runtime");
    var stamp = new Stamp(work.resolve("runtime.stamp"), runtime).of(modules).of(List.of(release));
    if (stamp.holds()) {
      return stamp;
    }
    stamp.lift();
    delete(runtime);
    var jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("no jlink: Java needs to be a whole JDK"));
    int status =
        jlink.run(
            System.out,
            System.err,
            "--no-header-files",
            "--no-man-pages",
            "--add-modules",
            modules,
            "--output",
            runtime.toString());
    if (status != 0) {
      throw new IOException("jlink failed with status " + status);
    }
    return stamp.set();
  }

  private Stamp copyJars(Path application, List<Path> dependencies) throws IOException {
    var copy = lib.resolve("popfetch.jar");
    var stamp =
        new Stamp(work.resolve("jars.stamp"), copy)
            .of(dependencies)
            .of(List.of(application))
            .of(
                List.of(
                    sources.resolve("StackMaps.java"), sources.resolve("NativeLibraries.java")));
    if (stamp.holds()) {
      return stamp;
    }
    stamp.lift();
    try (var old = Files.newDirectoryStream(lib, "*.{jar,so,dylib}")) {
      for (Path jar : old) {
        Files.delete(jar);
      }
    }
    for (Path jar : dependencies) {
      var place = lib.resolve(jar.getFileName());
      if (NativeLibraries.areIn(jar)) {
        NativeLibraries.copy(jar, place);
      } else {
        StackMaps.copy(jar, place);
      }
    }
    PlainCode.copy(application, copy, dependencies);
    return stamp.set();
  }

  private void train(Stamp runtime, Stamp jars) throws IOException, InterruptedException {
    var program = sources.resolve("Training.java");
    var cache = lib.resolve("popfetch.aot");
    var stamp =
        new Stamp(work.resolve("cache.stamp"), cache)
            .of(runtime.text())
            .of(jars.text())
            .of(
                List.of(
                    program, sources.resolve("SaltedServer.java"), sources.resolve("popfetch.sh")));
    if (stamp.holds()) {
      return;
    }
    stamp.lift();
    Files.deleteIfExists(cache);
    var room = work.resolve("training");
    delete(room);
    Files.createDirectories(room);
    var log = work.resolve("training.log");
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--class-path",
                lib.resolve("popfetch.jar").toString(),
                program.toString(),
                home.toString(),
                room.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0 || !Files.exists(cache)) {
      throw new IOException(
          "the training run ended with status %d, its cache is %s; it said:%n%s"
              .formatted(status, Files.exists(cache) ? "there" : "missing", Files.readString(log)));
    }
    stamp.set();
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
