package org.popfetch.oauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.OAuth;
import org.popfetch.account.Secret;
import org.popfetch.oauth.TokenFile.Kept;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.report.Failed;

/// The accounts' tokens, as far as they have logged in. For use by many threads.
public final class Tokens {
  private static final String USING = "getting the access token";
  private static final String RENEWING = "renewing the access token";

  /// Longer than another run needs to ask a server that falls silent.
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path directory;
  private final Disk disk;
  private final Clock clock;
  // The kernel's locks keep other processes out, not other threads of this one.
  private final Map<AccountName, ReentrantLock> threads = new ConcurrentHashMap<>();

  /// @param stateDirectory where the accounts' state is kept; tokens lie in a directory of it that
  ///   no account can be named after
  public Tokens(Path stateDirectory, Disk disk, Clock clock) {
    this.directory = stateDirectory.toAbsolutePath().resolve(".oauth");
    this.disk = disk;
    this.clock = clock;
  }

  /// The account's token that is there now, good or not; nothing when it has not logged in, or as
  /// another user, or elsewhere.
  ///
  /// @throws Failed `CANNOT_OPEN`
  public Optional<Token> peek(Account account, OAuth client) throws Failed {
    return read(account, USING).filter(kept -> kept.isFor(account, client)).map(Kept::token);
  }

  /// An access token that is good for some minutes at least; renewed if it has to be.
  ///
  /// @throws Failed `NO_PASSWORD` when a person has to log in again, or what [Endpoint#post] throws
  public Secret good(Account account, OAuth client) throws Failed {
    Token token = present(account, client, USING);
    return token.isGood(clock.instant()) ? token.access() : renew(account, client, token);
  }

  /// Another one than this, which the mail server refused although it seemed good.
  public Secret other(Account account, OAuth client, Secret refused) throws Failed {
    Token token = present(account, client, RENEWING);
    boolean renewedMeanwhile = !token.access().reveal().equals(refused.reveal());
    return renewedMeanwhile && token.isGood(clock.instant())
        ? token.access()
        : renew(account, client, token);
  }

  private Token present(Account account, OAuth client, String doing) throws Failed {
    var trouble = new Trouble(account.name(), doing);
    Kept kept = read(account, doing).orElseThrow(trouble::absent);
    if (!kept.isFor(account, client)) {
      throw trouble.stale();
    }
    return kept.token();
  }

  private Optional<Kept> read(Account account, String doing) throws Failed {
    try {
      return file(account).read();
    } catch (IOException e) {
      throw new Trouble(account.name(), doing).files(e);
    }
  }

  /// @param old what was found to be no good, before the lock was there
  private Secret renew(Account account, OAuth client, Token old) throws Failed {
    return locked(
        account,
        RENEWING,
        trouble -> {
          Token now = present(account, client, RENEWING);
          boolean renewedMeanwhile = !now.access().reveal().equals(old.access().reveal());
          return renewedMeanwhile && now.isGood(clock.instant())
              ? now.access()
              : refreshed(account, client, now, trouble);
        });
  }

  private Secret refreshed(Account account, OAuth client, Token old, Trouble trouble)
      throws Failed, IOException {
    Secret refresh = old.refresh().orElseThrow(trouble::expired);
    try (var replacement = file(account).replace()) {
      var form =
          new Form()
              .with("grant_type", "refresh_token")
              .with("refresh_token", refresh)
              .hiding(old.access());
      Token fresh = new TokenEndpoint(client, clock).get(form, trouble).after(old);
      replacement.commit(Kept.of(account, client, fresh));
      return fresh.access();
    }
  }

  /// Keeps what a login has got, in the place of what was there.
  ///
  /// @throws Failed `CANNOT_OPEN`
  public void keep(Account account, OAuth client, Token token) throws Failed {
    Secret _ =
        locked(
            account,
            "keeping the token",
            _ -> {
              try (var replacement = file(account).replace()) {
                replacement.commit(Kept.of(account, client, token));
              }
              return token.access();
            });
  }

  /// Forgets the account's token, whatever it was for; the server is told where it wants to be (RFC
  /// 7009 §2.1).
  ///
  /// @return whether there was one
  public boolean forget(Account account, OAuth client) throws Failed {
    String doing = "logging out";
    Optional<Kept> kept = read(account, doing);
    if (kept.isEmpty() && !Files.exists(file(account).path())) {
      return false;
    }
    Secret _ =
        locked(
            account,
            doing,
            _ -> {
              file(account).remove();
              return new Secret("");
            });
    if (kept.isPresent() && kept.get().isFor(account, client)) {
      revoke(client, kept.get().token(), new Trouble(account.name(), doing));
    }
    return true;
  }

  private static void revoke(OAuth client, Token token, Trouble trouble) throws Failed {
    if (client.server().revocation().isEmpty()) {
      return;
    }
    // The hint is optional, but some servers look for nothing but access tokens without it.
    var form =
        new Form()
            .with("token", token.refresh().orElse(token.access()))
            .with("token_type_hint", token.refresh().isPresent() ? "refresh_token" : "access_token")
            .hiding(token.access())
            .of(client);
    Answer answer;
    try {
      answer = new Endpoint(client.server().revocation().get()).post(form, trouble);
    } catch (Failed e) {
      throw new Failed(trouble.notRevoked(e.failure()), e);
    }
    if (!answer.isOk()) {
      throw trouble.notRevoked("HTTP " + answer.status() + " " + answer.to(form).error());
    }
  }

  /// Something that is done under the account's lock.
  @FunctionalInterface
  private interface Deed {
    Secret run(Trouble trouble) throws Failed, IOException;
  }

  private Secret locked(Account account, String doing, Deed deed) throws Failed {
    var trouble = new Trouble(account.name(), doing);
    ReentrantLock thread = threads.computeIfAbsent(account.name(), _ -> new ReentrantLock());
    thread.lock();
    try {
      disk.makeDirectories(directory);
      try (DiskFile lock = disk.open(directory.resolve(account.name() + ".lock"))) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!lock.tryLock()) {
          if (System.nanoTime() > deadline) {
            throw trouble.held();
          }
          LockSupport.parkNanos(PAUSE.toNanos());
        }
        return deed.run(trouble);
      }
    } catch (IOException e) {
      throw trouble.files(e);
    } finally {
      thread.unlock();
    }
  }

  private TokenFile file(Account account) {
    return new TokenFile(directory.resolve(account.name() + ".token"), disk);
  }
}
