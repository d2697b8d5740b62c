package org.popfetch.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.OAuth;
import org.popfetch.account.Secret;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;

/// The file in which an account's token is kept, 0600; popfetch-state(5) describes it. It is never
/// changed, only replaced as a whole, so that it needs no lock to be read.
///
/// @param path of the file
/// @param disk changes it
record TokenFile(Path path, Disk disk) {
  private static final String FIRST_LINE = "popfetch-token 1";
  private static final int MOST = 256 * 1024;

  /// A token, and whose it is: with another user, client or endpoint in the configuration it is not
  /// sent anywhere.
  record Kept(String user, String client, String endpoint, Token token) {
    static Kept of(Account account, OAuth client, Token token) {
      return new Kept(
          account.login().user(), client.clientId(), client.server().token().toString(), token);
    }

    boolean isFor(Account account, OAuth other) {
      return equals(of(account, other, token));
    }
  }

  /// What is kept; nothing when there is no file, or none that can be understood.
  Optional<Kept> read() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return parse(new String(in.readNBytes(MOST), UTF_8));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /// Begins to replace the file. Nothing is changed until [Replacement#commit].
  Replacement replace() throws IOException {
    disk.makeDirectories(directory());
    disk.remove(fresh());
    return new Replacement(disk.create(fresh()));
  }

  /// Forgets the token.
  void remove() throws IOException {
    disk.remove(fresh());
    disk.remove(path);
    if (Files.isDirectory(directory())) {
      disk.forceDirectory(directory());
    }
  }

  private Path directory() {
    return Objects.requireNonNull(path.getParent());
  }

  private Path fresh() {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  /// A file that is going to take the place of the one that is there.
  final class Replacement implements AutoCloseable {
    private final DiskFile file;

    private Replacement(DiskFile file) {
      this.file = file;
    }

    /// Writes, forces, and puts it in its place: from then on it is there, whole, whatever happens.
    void commit(Kept kept) throws IOException {
      file.write(ByteBuffer.wrap(text(kept).getBytes(UTF_8)));
      file.force();
      disk.rename(fresh(), path);
      disk.forceDirectory(directory());
    }

    /// Without a commit it leaves an empty file, which the next one removes.
    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  static String text(Kept kept) {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    lines.add("user " + kept.user());
    lines.add("client " + kept.client());
    lines.add("endpoint " + kept.endpoint());
    Token token = kept.token();
    token.scope().ifPresent(scope -> lines.add("scope " + scope));
    token.expires().ifPresent(end -> lines.add("expires " + end));
    lines.add("access " + token.access().reveal());
    token.refresh().ifPresent(refresh -> lines.add("refresh " + refresh.reveal()));
    return String.join("\n", lines) + "\n";
  }

  /// Lines that nobody knows are passed over: a later version may have more.
  static Optional<Kept> parse(String text) {
    if (!text.startsWith(FIRST_LINE + "\n") || !text.endsWith("\n")) {
      return Optional.empty();
    }
    Map<String, String> fields = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        fields.put(line.substring(0, blank), line.substring(blank + 1));
      }
    }
    @Nullable String user = fields.get("user");
    @Nullable String client = fields.get("client");
    @Nullable String endpoint = fields.get("endpoint");
    @Nullable String access = fields.get("access");
    if (user == null || client == null || endpoint == null || access == null) {
      return Optional.empty();
    }
    try {
      Optional<Instant> expires = Optional.ofNullable(fields.get("expires")).map(Instant::parse);
      Optional<Secret> refresh = Optional.ofNullable(fields.get("refresh")).map(Secret::new);
      Optional<String> scope = Optional.ofNullable(fields.get("scope"));
      return Optional.of(
          new Kept(user, client, endpoint, new Token(new Secret(access), expires, refresh, scope)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
