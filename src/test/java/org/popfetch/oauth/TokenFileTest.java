package org.popfetch.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Secret;
import org.popfetch.oauth.TokenFile.Kept;
import org.popfetch.os.RealDisk;

/// The file that a token is kept in.
class TokenFileTest {
  private static final String TEXT =
      """
      popfetch-token 1
      user me@example.org
      client popfetch
      endpoint https://id.example/token
      scope mail offline_access
      expires 2026-11-25T10:00:00Z
      access aaa
      refresh rrr
      """;

  @TempDir Path directory;

  @Test
  void isWrittenAsItIsRead() {
    assertThat(TokenFile.parse(TEXT).map(TokenFile::text)).contains(TEXT);
  }

  @Test
  void passesOverWhatALaterVersionMayWrite() {
    assertThat(TokenFile.parse(TEXT + "colour green\n").map(TokenFile::text)).contains(TEXT);
  }

  @Test
  void knowsATokenThatNeverExpiresAndCannotBeRenewed() {
    String text = TEXT.replaceAll("(?m)^(expires|refresh|scope) .*\n", "");
    Optional<Kept> kept = TokenFile.parse(text);
    assertThat(kept.map(TokenFile::text)).contains(text);
    assertThat(kept.orElseThrow().token().isGood(Instant.MAX)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "popfetch-token 2\naccess a\n",
        "popfetch-token 1\n",
        "popfetch-token 1\nuser u\nclient c\nendpoint e\n",
        "popfetch-token 1\nuser u\nclient c\nendpoint e\nexpires soon\naccess a\n",
        "popfetch-token 1\nuser u\nclient c\nendpoint e\naccess cut"
      })
  void takesNothingElse(String text) {
    assertThat(TokenFile.parse(text)).isEmpty();
  }

  @Test
  void showsNoTokenByAccident() {
    assertThat(TokenFile.parse(TEXT).orElseThrow().toString()).doesNotContain("aaa", "rrr");
  }

  @Test
  void isReplacedAsAWholeAndItsOwnersOnly() throws Exception {
    Path path = directory.resolve("a/work.token");
    var file = new TokenFile(path, new RealDisk());
    Kept first = TokenFile.parse(TEXT).orElseThrow();
    try (var replacement = file.replace()) {
      replacement.commit(first);
    }
    try (var _ = file.replace()) {
      // Nothing came.
    }
    assertThat(Files.readString(path)).isEqualTo(TEXT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    var other = new Token(new Secret("bbb"), Optional.empty(), Optional.empty(), Optional.empty());
    try (var replacement = file.replace()) {
      replacement.commit(
          new Kept(
              "me@example.org",
              "popfetch",
              "https://id.example/token",
              other.after(first.token())));
    }
    assertThat(Files.readString(path))
        .contains("access bbb\nrefresh rrr\n")
        .doesNotContain("expires", "aaa");
    file.remove();
    assertThat(directory.resolve("a")).isEmptyDirectory();
  }
}
