package org.popfetch.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// Somebody with a browser, who lives in a home and logs in there.
record Person(Household household) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PAGE = Pattern.compile("(?m)^http://\\S+$");

  /// The whole of a login by browser.
  Ran logsIn(String account) throws Exception {
    Process program = household.start("login", account);
    assertThat(opens(page())).isEqualTo(200);
    return household.ended(program);
  }

  /// Where the program sends the person, once it says so.
  URI page() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Path said = household.path("err");
    while (System.nanoTime() < deadline) {
      Matcher page = PAGE.matcher(Files.readString(said));
      if (page.find()) {
        return URI.create(page.group());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("no page was shown: " + Files.readString(said));
  }

  /// Opens a page in the browser.
  ///
  /// @return the HTTP status in the end
  static int opens(URI page) throws Exception {
    try (var browser =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .connectTimeout(PATIENCE)
            .build()) {
      var request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
      return browser.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  /// What is kept of an account's token.
  ///
  /// @param word `access`, `refresh`, `expires`
  /// @return empty when there is no such
  String kept(String account, String word) throws IOException {
    Path file = household.stateDirectory().resolve(".oauth/" + account + ".token");
    return Files.readString(file)
        .lines()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .findFirst()
        .orElse("");
  }
}
