package org.popfetch.session;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.Provider;
import org.popfetch.pop3.Capabilities;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;
import org.popfetch.session.Approach.Arrived;
import org.popfetch.wire.Transcript;

/// The way into an account's maildrop: connects, protects the connection, logs in. Usable once.
public final class Opening implements AutoCloseable {
  private final Account account;
  private final Password password;
  private final Transcript transcript;
  private final Consumer<String> phases;
  private final FutureTask<Arrived> arriving;
  private @Nullable FutureTask<Transaction> entering;
  private volatile Approach approach;
  private volatile boolean givenUp;
  private Acquaintance learnt = Acquaintance.NONE;
  private boolean handedOver;

  /// Connects to nothing yet.
  ///
  /// @param password asked when the login is about to begin
  /// @param transcript hears the dialogue
  /// @param phases hears what is being done: "connecting", "logging in"; on any thread
  public Opening(
      Account account, Password password, Transcript transcript, Consumer<String> phases) {
    this.account = account;
    this.password = password;
    this.transcript = transcript;
    this.phases = phases;
    this.approach = new Approach(account, transcript, phases);
    this.arriving = new FutureTask<>(approach::arrive);
  }

  /// Goes ahead up to the server's greeting, on a thread of its own, while the caller sees to what
  /// has to be ready before the login.
  public void begin() {
    Thread.ofPlatform().daemon().name("approach").start(arriving);
  }

  /// Goes on to the login, on a thread of its own, while the caller sees to what has to be ready
  /// behind it: a later [#open] waits for that.
  ///
  /// @param known as for [#open]
  public void enter(Acquaintance known) {
    entering = new FutureTask<>(() -> logIn(known));
    Thread.ofPlatform().daemon().name("login").start(entering);
  }

  /// Connects and logs in, unless that was begun.
  ///
  /// @param known of the server; the user's `pipelining = "on"` beats its lock-step
  /// @throws Failed `UNKNOWN_HOST`, `UNREACHABLE`, `TLS`, `PROTOCOL`, `LOGIN_REFUSED`,
  ///   `SERVER_REFUSED` (for now), `CONFIG` (no safe way to send the password), `STOPPED` (after
  ///   [#giveUp]), or whatever the password's source threw
  public Transaction open(Acquaintance known) throws Failed {
    FutureTask<Transaction> begun = entering;
    Transaction transaction = begun == null ? logIn(known) : resultOf(begun);
    handedOver = true;
    return transaction;
  }

  private Transaction logIn(Acquaintance known) throws Failed {
    learnt = known;
    try {
      return enter(resultOf(arriving), known);
    } catch (AheadLost lost) {
      learnt = known.with(Acquaintance.Ahead.LOST);
      return again(lost);
    }
  }

  private static <T> T resultOf(FutureTask<T> task) throws Failed {
    task.run(); // Does nothing where it was begun.
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Failed failed -> throw failed;
        case RuntimeException bug -> throw bug;
        case Error bug -> throw bug;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
  }

  /// On another connection, one thing at a time.
  private Transaction again(AheadLost lost) throws Failed {
    approach = new Approach(account, transcript, phases);
    if (givenUp) {
      approach.giveUp();
    }
    try {
      return enter(approach.arrive(), learnt);
    } catch (AheadLost impossible) {
      throw lost.seen();
    }
  }

  private Transaction enter(Arrived arrived, Acquaintance known) throws Failed, AheadLost {
    var authorization = new Authorization(account, arrived, known, phases);
    boolean entered = false;
    try {
      Authorization.Way way = authorization.logIn(password);
      learnt = way.learnt();
      entered = true;
      Capabilities grants = learnt.grants();
      return new Transaction(
          arrived.connection(),
          grants,
          known.pipelines(account.server().pipelining(), grants),
          way.listing());
    } catch (Failed failed) {
      if (failed.failure().kind() != Kind.STOPPED
          && failed.failure().kind() != Kind.SERVER_REFUSED) {
        learnt = learnt.afterFailure();
      }
      throw failed.failure().kind() == Kind.LOGIN_REFUSED ? hinted(failed) : failed;
    } finally {
      if (!entered) {
        arrived.connection().close();
      }
    }
  }

  /// With what the account's provider is known to want of those who log in.
  private Failed hinted(Failed failed) {
    List<String> known = account.provider().map(Provider::logins).orElse(List.of());
    @Nullable Throwable cause = failed.getCause();
    if (known.isEmpty() || cause == null) {
      return failed;
    }
    Failure failure = failed.failure();
    String next = failure.next() + "; " + String.join("; ", known);
    return new Failed(failure.withNext(next), cause);
  }

  /// What to remember of the server, once [#open] has returned or failed.
  public Acquaintance learnt() {
    return learnt;
  }

  /// Makes [#open] fail soon, from any thread. Closes the transaction too, when there is one.
  public void giveUp() {
    givenUp = true;
    approach.giveUp();
  }

  /// Gives up what was begun and not handed out by [#open]. Waits for a password that is being
  /// fetched: an access token that was just renewed may be the only one that is good from now on.
  @Override
  public void close() {
    if (!handedOver) {
      giveUp();
      FutureTask<Transaction> begun = entering;
      if (begun != null) {
        awaitEnd(begun);
      }
    }
  }

  private static void awaitEnd(FutureTask<Transaction> begun) {
    try {
      begun.get();
    } catch (ExecutionException nobodyAsked) {
      // Whoever closes has another trouble to tell.
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
  }
}
