package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The passwords of a home, and that nobody says them: not on standard output or standard error,
/// whatever the verbosity and the format; not on a terminal; not in the state, nor in the report of
/// a crash; not in the arguments of a process.
///
/// Two places are no leak and not looked at: the configuration and the files beside it, where the
/// user wrote the password, and what the server heard, which has to hear it.
public final class KeptSecrets {
  private static final Pattern WRITTEN =
      Pattern.compile("(?m)^\\s*(?:password|client-secret)\\s*=\\s*\"([^\"\\\\]{4,})\"");
  private static final Pattern USER = Pattern.compile("(?m)^\\s*user\\s*=\\s*\"([^\"\\\\]+)\"");
  private static final int LARGEST = 4 << 20;

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /// Learns the passwords that stand in a configuration.
  void learn(String toml) {
    List<String> users = USER.matcher(toml).results().map(found -> found.group(1)).toList();
    WRITTEN.matcher(toml).results().map(found -> found.group(1)).forEach(one -> add(one, users));
  }

  /// One that comes from elsewhere: a file, a program, the keyboard.
  public void add(String secret, List<String> users) {
    secrets.add(secret);
    secrets.add(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
    secrets.add(base64(secret));
    for (String user : users) {
      secrets.add(base64("\0" + user + "\0" + secret));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /// Fails when one of them is said.
  ///
  /// @param where for the failure, which does not repeat the text
  public void check(String where, String text) {
    for (String secret : secrets) {
      Matcher said = word(secret).matcher(text);
      if (said.find()) {
        String before = text.substring(Math.max(0, said.start() - 60), said.start());
        throw new AssertionError(where + " says a password, behind: " + before);
      }
    }
  }

  /// As a word of its own: some passwords are a part of a folder's name.
  private static Pattern word(String secret) {
    return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(secret) + "(?![A-Za-z0-9])");
  }

  /// Looks through the files of a folder.
  void checkFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) < LARGEST) {
          check(file.toString(), Files.readString(file, ISO_8859_1));
        }
      }
    } catch (UncheckedIOException e) {
      // A file that went away while the program still runs; the end of the run is looked at, too.
    }
  }

  /// Looks at the arguments of a process and of all that it started.
  void checkProcesses(Process process) {
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
