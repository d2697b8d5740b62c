package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every password, token and passphrase of a test has [#WORD] in it, and popfetch never says that:
/// not on standard output or standard error, whatever the verbosity and the format; not on a
/// terminal; not in the state, nor in the report of a crash; not in the arguments of a process.
///
/// Whatever it is wrapped into, it is noticed: as it is and in a URL, as hexadecimal, and inside of
/// any base64, where what stands before it decides only how its octets fall upon the letters.
///
/// No leak are the places where the user wrote it, [#WRITTEN_BY_THE_USER], and what a server heard,
/// which has to hear it.
public final class KeptSecrets {
  /// Rare enough that nobody says it by chance.
  public static final String WORD = "abracadabra";

  private static final Pattern SAID =
      Pattern.compile(
          Stream.concat(Stream.of(WORD, "(?i:" + hexadecimal() + ")"), insideOfBase64())
              .collect(Collectors.joining("|")));

  /// What a mechanism made of one, which differs each time: all that may stand there is a mask.
  private static final Pattern UNMASKED =
      Pattern.compile(
          "(?m)^(?:\\S+: )?C: (?:(?:PASS|APOP \\S+|AUTH \\S+) (?!\\*{8}$).+"
              + "|[A-Za-z0-9+/]{8,}=*)$");

  /// Below a home: configurations, also those of other fetchers; what holds a password beside them;
  /// tokens; keyrings.
  private static final Pattern WRITTEN_BY_THE_USER =
      Pattern.compile(
          "(.*/)?(config\\.toml|\\.netrc|\\.oauth/[^/]+\\.token(\\.new)?)"
              + "|c\\.toml|pw|in|work|told|credentials/.*|session/.*"
              + "|(.*/)?\\.?(fetchmailrc|getmailrc|mpoprc)");

  /// Messages of megabytes are not looked through.
  private static final int LARGEST = 4 << 20;

  private KeptSecrets() {}

  private static String hexadecimal() {
    return HexFormat.of().formatHex(WORD.getBytes(ISO_8859_1));
  }

  /// The letters that nothing but the word decides, behind 0, 1 and 2 other octets; the URL's
  /// alphabet of base64 differs in none of them.
  private static Stream<String> insideOfBase64() {
    return IntStream.range(0, 3)
        .mapToObj(before -> {
          String octets = "\0".repeat(before) + WORD;
          String text = Base64.getEncoder().encodeToString(octets.getBytes(ISO_8859_1));
          int first = (before * 8 + 5) / 6;
          return text.substring(first, octets.length() * 8 / 6);
        });
  }

  /// Whether one is said.
  public static boolean isIn(String text) {
    return SAID.matcher(text).find();
  }

  /// Fails when one is said.
  ///
  /// @param where for the failure, which does not repeat the text
  public static void check(String where, String text) {
    Matcher said = SAID.matcher(text);
    if (said.find()) {
      String before = text.substring(Math.max(0, said.start() - 60), said.start());
      throw new AssertionError(where + " says a password, behind: " + before);
    }
  }

  /// Fails when a line of a dialogue says one, or a proof or digest of one.
  static void checkDialogue(String where, String text) {
    check(where, text);
    Matcher unmasked = UNMASKED.matcher(text);
    if (unmasked.find()) {
      int shown = Math.min(unmasked.end(), unmasked.start() + 20);
      throw new AssertionError(
          where + " says an answer of a login: " + text.substring(unmasked.start(), shown));
    }
  }

  /// Looks through the files of a folder, and at their names.
  public static void checkFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        check("the name of a file", name);
        if (!WRITTEN_BY_THE_USER.matcher(name).matches()) {
          checkFile(file);
        }
      }
    } catch (UncheckedIOException e) {
      // A folder that went away, or was closed to us, while the program still runs; the end of the
      // test is looked at, too.
    }
  }

  private static void checkFile(Path file) throws IOException {
    try {
      if (Files.isReadable(file) && Files.size(file) < LARGEST) {
        check(file.toString(), Files.readString(file, ISO_8859_1));
      }
    } catch (NoSuchFileException e) {
      // Likewise.
    }
  }

  /// Looks at the arguments of a process and of all that it started.
  static void checkProcesses(Process process) {
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .forEach(one -> check("process " + one.pid(), commandLine(one.pid())));
  }

  /// Empty when the process is gone.
  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
