package org.popfetch.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Secret;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.deliver.Sinks;
import org.popfetch.os.Disk;
import org.popfetch.os.RealDisk;
import org.popfetch.os.RealPrograms;
import org.popfetch.os.Steps;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Reporter;
import org.popfetch.seen.Entry;
import org.popfetch.seen.Ledger;
import org.popfetch.seen.SeenMessage;
import org.popfetch.seen.StateDirectory;
import org.popfetch.testing.KeptSecrets;

/// A machine to run `sync` on: a directory for state and mail, a disk that may fail, a clock that
/// is set by hand. What is on the disk stays from run to run.
final class Bench {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  final Path root;
  Instant now = NOW;
  Options options = Options.DEFAULT;
  Disk.StepListener steps = _ -> {};
  Stop stop = new Stop();

  /// The disk of a run; its steps are heard by [#steps].
  Function<Disk.StepListener, Disk> disks = RealDisk::new;

  /// Hears every event while it happens.
  Reporter alsoHeardBy = _ -> {};

  /// Accounts of the configuration that do not run.
  final Set<String> alsoConfigured = new HashSet<>();

  Bench(Path root) {
    this.root = root;
  }

  /// How a run ended.
  record Ran(ExitStatus status, Heard heard) {
    List<String> lines() {
      return heard.lines();
    }
  }

  Path maildir() {
    return root.resolve("Mail");
  }

  Path mbox() {
    return root.resolve("mbox");
  }

  Path stateDirectory() {
    return root.resolve("state");
  }

  Account account(int port) {
    return account("work", port, new Destination.Maildir(maildir()));
  }

  static Account account(String name, int port, Destination destination) {
    return new Account(
        new AccountName(name),
        new Server(
            "127.0.0.1", port, Tls.of(Tls.Mode.NONE), Duration.ofSeconds(10), Pipelining.AUTO),
        new Login("me", new PasswordSource.Ask(), false, List.of()),
        new Keep.Forever(),
        destination,
        Limits.NONE,
        false,
        true);
  }

  static Account within(Duration timeout, Account a) {
    return variant(a, a.destination(), timeout, a.server().pipelining(), a.receivedHeader());
  }

  static Account into(Destination destination, Account a) {
    return variant(
        a, destination, a.server().timeout(), a.server().pipelining(), a.receivedHeader());
  }

  static Account with(Pipelining pipelining, Account a) {
    return variant(a, a.destination(), a.server().timeout(), pipelining, a.receivedHeader());
  }

  static Account withReceivedField(Account a) {
    return variant(a, a.destination(), a.server().timeout(), a.server().pipelining(), true);
  }

  static Account of(String user, Account a) {
    return variant(
        user,
        a,
        a.destination(),
        a.server().timeout(),
        a.server().pipelining(),
        a.receivedHeader());
  }

  private static Account variant(
      Account a,
      Destination destination,
      Duration timeout,
      Pipelining pipelining,
      boolean receivedHeader) {
    return variant(a.login().user(), a, destination, timeout, pipelining, receivedHeader);
  }

  private static Account variant(
      String user,
      Account a,
      Destination destination,
      Duration timeout,
      Pipelining pipelining,
      boolean receivedHeader) {
    return new Account(
        a.name(),
        new Server(a.server().host(), a.server().port(), a.server().tls(), timeout, pipelining),
        new Login(user, a.login().password(), a.login().allowPlaintext(), a.login().auth()),
        a.keep(),
        destination,
        a.limits(),
        receivedHeader,
        a.enabled());
  }

  Ran sync(Account... accounts) {
    var heard = new Heard();
    return new Ran(run(heard, List.of(accounts)), heard);
  }

  private ExitStatus run(Heard heard, List<Account> accounts) {
    Reporter reporter =
        event -> {
          KeptSecrets.check("an event", event.toString());
          heard.report(event);
          alsoHeardBy.report(event);
        };
    Disk.StepListener listener = step -> steps.before(step);
    Disk disk = disks.apply(listener);
    Set<String> configured = new HashSet<>(alsoConfigured);
    accounts.forEach(account -> configured.add(account.name().value()));
    var workplace =
        new Workplace(
            new StateDirectory(stateDirectory(), disk, clock()),
            configured,
            new Sinks(disk, new RealPrograms(new Steps(listener)), reporter),
            _ -> () -> new Secret("abracadabra"),
            () -> now,
            reporter,
            stop);
    return new Sync(workplace, options).run(accounts);
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  /// A state directory on a disk that works.
  StateDirectory state() {
    return new StateDirectory(stateDirectory(), new RealDisk(), clock());
  }

  void record(Account account, Entry... entries) throws Failed {
    try (Ledger ledger = state().open(account)) {
      ledger.record(List.of(entries));
    }
  }

  /// What is remembered, a line for each message: `a delivered`, `b refused`.
  List<String> remembered(Account account) throws Failed {
    try (Ledger ledger = state().open(account)) {
      var lines = new ArrayList<String>();
      ledger.seen().all().forEach(one -> lines.add(line(one)));
      ledger.seen().refused().forEach(id -> lines.add(id + " refused"));
      ledger.unsettled().forEach(one -> lines.add(one.id() + " intended"));
      ledger
          .seen()
          .learnt(Facts.LOCK_STEP)
          .ifPresent(until -> lines.add("in lock-step until " + until));
      lines.sort(null);
      return lines;
    }
  }

  private static String line(SeenMessage one) {
    String name = one.id().text().length() == 32 ? "digest" : one.id().toString();
    String how = one.how() == SeenMessage.How.DELIVERED ? " delivered" : " caught up";
    return name
        + how
        + (one.deleted().isPresent() ? ", deleted" : "")
        + (one.gone().isPresent() ? ", gone" : "");
  }

  /// The subjects of what is in the Maildir, sorted; a message without a subject is its text.
  List<String> subjects() {
    return Stream.of("new", "cur")
        .flatMap(name -> files(maildir().resolve(name)).stream())
        .map(Bench::subject)
        .sorted()
        .toList();
  }

  static String subject(Path file) {
    String text = read(file);
    return text.lines()
        .filter(line -> line.startsWith("Subject: "))
        .map(line -> line.substring("Subject: ".length()))
        .findFirst()
        .orElse(text);
  }

  /// The subjects of what is in the mbox, in its order.
  List<String> mboxSubjects() {
    return Files.exists(mbox())
        ? read(mbox())
            .lines()
            .filter(line -> line.startsWith("Subject: "))
            .map(line -> line.substring("Subject: ".length()))
            .toList()
        : List.of();
  }

  /// Private files that lie about: in `tmp/`, in spools, locks.
  List<Path> leftovers() {
    var found = new ArrayList<>(files(maildir().resolve("tmp")));
    for (Path account : files(stateDirectory())) {
      found.addAll(files(account.resolve("spool")));
    }
    files(root).stream()
        .filter(file -> String.valueOf(file.getFileName()).contains(".lock"))
        .forEach(found::add);
    return found;
  }

  static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
