package org.popfetch.oauth;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.popfetch.account.Account;
import org.popfetch.account.OAuth;
import org.popfetch.account.Secret;
import org.popfetch.report.Failed;

/// A login by a browser on another device (RFC 8628).
public record DeviceGrant(Account account, OAuth client, Clock clock) {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  private static final Duration INTERVAL = Duration.ofSeconds(5); // RFC 8628 §3.2
  private static final Duration SLOWER = Duration.ofSeconds(5); // RFC 8628 §3.5
  private static final Duration MOST_INTERVAL = Duration.ofMinutes(1);
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(30);

  /// What the server wants to be asked with, and how often.
  private record Begun(Secret device, Duration interval, Duration patience) {}

  /// Waits for a person to allow access.
  ///
  /// @throws Failed when that is denied or takes too long, or what [Endpoint#post] throws
  public Token get(Guide guide) throws Failed {
    var trouble = new Trouble(account.name(), "logging in by another device");
    Optional<URI> endpoint = client.server().device();
    if (endpoint.isEmpty()) {
      throw trouble.told(
          "there is no device-endpoint under oauth2, nor is one known",
          "by a browser on this machine: popfetch login " + account.name());
    }
    return poll(begin(endpoint.get(), guide, trouble), trouble);
  }

  private Begun begin(URI endpoint, Guide guide, Trouble trouble) throws Failed {
    Form form = new Form().of(client).scopes(client);
    Answer answer = new Endpoint(endpoint).post(form, trouble);
    if (!answer.isOk()) {
      throw new TokenEndpoint(client, clock).refusal(answer, form, trouble);
    }
    Optional<String> device = answer.word("device_code");
    Optional<String> code = answer.shown("user_code");
    // Google calls it verification_url.
    Optional<URI> page =
        answer
            .word("verification_uri")
            .or(() -> answer.word("verification_url"))
            .flatMap(DeviceGrant::page);
    if (device.isEmpty() || code.isEmpty() || page.isEmpty()) {
      throw trouble.odd(endpoint, "without a code or a page");
    }
    guide.enter(page.get(), code.get());
    return new Begun(
        new Secret(device.get()),
        bounded(answer.seconds("interval").orElse(INTERVAL.toSeconds()), MOST_INTERVAL),
        bounded(answer.seconds("expires_in").orElse(MOST_PATIENCE.toSeconds()), MOST_PATIENCE));
  }

  private static Duration bounded(long seconds, Duration most) {
    return Duration.ofSeconds(Math.max(1, Math.min(seconds, most.toSeconds())));
  }

  /// A person types it: nothing but a web page.
  private static Optional<URI> page(String text) {
    try {
      URI page = URI.create(text);
      String scheme = String.valueOf(page.getScheme()).toLowerCase(Locale.ROOT);
      return scheme.equals("https") || scheme.equals("http") ? Optional.of(page) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Token poll(Begun begun, Trouble trouble) throws Failed {
    var tokens = new TokenEndpoint(client, clock);
    long deadline = System.nanoTime() + begun.patience.toNanos();
    Duration interval = begun.interval;
    while (true) {
      pause(interval);
      if (System.nanoTime() > deadline) {
        throw trouble.error("expired_token", "");
      }
      var form = new Form().with("grant_type", GRANT).with("device_code", begun.device);
      Answer answer = tokens.ask(form, trouble);
      if (answer.isOk()) {
        return tokens.token(answer, trouble);
      }
      switch (answer.error()) {
        case "authorization_pending" -> {}
        case "slow_down" -> interval = interval.plus(SLOWER);
        default -> throw tokens.refusal(answer, form, trouble);
      }
    }
  }

  private static void pause(Duration interval) {
    long end = System.nanoTime() + interval.toNanos();
    for (long left = interval.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
