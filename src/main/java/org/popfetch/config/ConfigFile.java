package org.popfetch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.popfetch.os.FileMode;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// The text of the configuration, and what has to be known about its file.
///
/// @param shown its name as messages show it
/// @param text all of it
/// @param mode its permissions ("0644"), when others than its owner may read it
public record ConfigFile(String shown, String text, Optional<String> mode) {
  /// The most that a configuration may hold, in octets.
  static final int MOST = 10 * 1024 * 1024;

  private static final String FIRST_STEPS =
      """
      a first one, to begin with:

          [accounts.work]
          host = "pop.example.com"
          user = "me@example.com"
          password-command = "pass show mail/work"
          deliver = "maildir:~/Mail/work"
      """
          .stripTrailing();

  /// Where the file is: what `--config` names, else `$POPFETCH_CONFIG`, else
  /// `$XDG_CONFIG_HOME/popfetch/config.toml`, else `~/.config/popfetch/config.toml`. It need not
  /// exist.
  public static Path locate(Optional<Path> option, Surroundings around) {
    return option
        .or(() -> around.variable("POPFETCH_CONFIG").map(Path::of))
        .orElseGet(() -> around.base("XDG_CONFIG_HOME", ".config").resolve("popfetch/config.toml"));
  }

  /// Reads the file, which may be a pipe.
  ///
  /// @throws Failed `CONFIG`, when it is missing (with the lines of a first one), unreadable,
  ///   larger than 10 MB, or not in UTF-8
  public static ConfigFile load(Path path, Surroundings around) throws Failed {
    String shown = around.shorten(path);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] octets = in.readNBytes(MOST + 1);
      if (octets.length > MOST) {
        throw failed(shown, "it is larger than 10 MB", "is that the right file?");
      }
      return new ConfigFile(shown, decode(octets), FileMode.readableByOthers(path));
    } catch (NoSuchFileException e) {
      throw failed(shown, "there is no such file", FIRST_STEPS);
    } catch (CharacterCodingException e) {
      throw failed(shown, "it is not in UTF-8", "save it in that encoding");
    } catch (IOException e) {
      throw failed(shown, Reason.of(e, path), "");
    }
  }

  private static String decode(byte[] octets) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    // Some editors begin a file with a byte order mark, which TOML does not want.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Failed failed(String shown, String cause, String next) {
    return new Failed(Failure.Kind.CONFIG, "reading " + shown, cause, next);
  }

  /// The name alone: the text may hold passwords.
  @Override
  public String toString() {
    return shown;
  }
}
