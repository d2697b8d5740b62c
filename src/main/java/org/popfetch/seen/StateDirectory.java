package org.popfetch.seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.os.Disk;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

/// Where the state of all accounts lives: a directory for each, by its name. What `popfetch state`
/// shows and changes goes through here, like every [Ledger].
public final class StateDirectory {
  private final Path directory;
  private final Disk disk;
  private final Clock clock;

  /// @param clock its zone is the one in which a report tells times
  public StateDirectory(Path directory, Disk disk, Clock clock) {
    this.directory = directory.toAbsolutePath();
    this.disk = disk;
    this.clock = clock;
  }

  /// Opens the account's ledger, and makes it when there is none.
  ///
  /// @throws Failed `HELD` by another run; `CONFIG` when it is about another mailbox; `CANNOT_OPEN`
  ///   when the files are damaged or cannot be used
  public Ledger open(Account account) throws Failed {
    return open(account.name(), Mailbox.of(account));
  }

  /// Likewise.
  ///
  /// @param threshold hears how far it has come
  public Ledger open(Account account, Threshold threshold) throws Failed {
    return FileLedger.open(
        files(account.name()), disk, clock, Optional.of(Mailbox.of(account)), threshold);
  }

  public Ledger open(AccountName name, Mailbox mailbox) throws Failed {
    return FileLedger.open(files(name), disk, clock, Optional.of(mailbox));
  }

  /// What the account has seen, without its lock and without changing anything: another run may be
  /// at work, and be a few entries ahead. Empty when nothing is remembered yet.
  ///
  /// @throws Failed as [#open(AccountName, Mailbox)], but never `HELD`
  public Seen peek(AccountName name, Mailbox mailbox) throws Failed {
    try {
      Optional<Loaded> found = Peek.at(files(name));
      Mailbox remembered = found.map(loaded -> loaded.header().mailbox()).orElse(mailbox);
      if (!mailbox.isSameAs(remembered)) {
        throw Complaint.anotherMailbox(name, remembered, mailbox);
      }
      return found.map(Loaded::table).orElseGet(SeenTable::new);
    } catch (Damaged e) {
      throw Complaint.damaged(name, e);
    } catch (IOException e) {
      throw Complaint.cannotOpen(directory, e);
    }
  }

  /// Where the account's files are, or would be.
  public Path directoryOf(AccountName name) {
    return files(name).directory();
  }

  /// The run that works on the account right now, as far as its lock file tells: the lock itself is
  /// not tried.
  public Optional<Holder> holder(AccountName name) {
    return AccountLock.holder(files(name));
  }

  /// The failure that a run meets while another one works on the account.
  public Failure held(Holder holder) {
    return Complaint.held(Optional.of(holder), clock).failure();
  }

  /// The troubles that were told of an account. Needs no lock.
  public Told told(AccountName name) {
    return Told.open(files(name), disk);
  }

  /// The accounts of which something is remembered, in the order of their names, whether or not the
  /// configuration still has them.
  ///
  /// @throws Failed `CANNOT_OPEN` when the directory cannot be read
  public List<AccountName> accounts() throws Failed {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(AccountName::isValid)
          .map(AccountName::new)
          .filter(name -> files(name).exist())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Complaint.cannotOpen(directory, e);
    }
  }

  /// An account that has no state, while one about its mailbox belongs to no account of the
  /// configuration: that is probably its former name.
  ///
  /// @param configured the names of all accounts of the configuration
  public Optional<AccountName> formerNameOf(
      AccountName name, Mailbox mailbox, Set<String> configured) throws Failed {
    return accounts().contains(name)
        ? Optional.empty()
        : about(mailbox).stream().filter(one -> !configured.contains(one.value())).findFirst();
  }

  /// Refuses to begin an account's memory while one of its mailbox belongs to no account any more:
  /// the account was most likely renamed, and everything would be fetched again.
  ///
  /// @param configured all accounts of the configuration
  public void demandNotRenamed(AccountName name, Mailbox mailbox, Set<String> configured)
      throws Failed {
    Optional<Failed> renamed = renamed(name, mailbox, configured);
    if (renamed.isPresent()) {
      throw renamed.get();
    }
  }

  /// What [#demandNotRenamed] would refuse with, for those who change nothing and go on.
  ///
  /// @param configured all accounts of the configuration
  public Optional<Failed> renamed(AccountName name, Mailbox mailbox, Set<String> configured)
      throws Failed {
    return formerNameOf(name, mailbox, configured).map(former -> Complaint.renamed(former, name));
  }

  /// The accounts whose state is about a mailbox.
  public List<AccountName> about(Mailbox mailbox) throws Failed {
    List<AccountName> found = new ArrayList<>();
    for (AccountName name : accounts()) {
      if (mailboxOf(files(name)).filter(mailbox::isSameAs).isPresent()) {
        found.add(name);
      }
    }
    return found;
  }

  private static Optional<Mailbox> mailboxOf(StateFiles files) {
    try (OctetLines lines = new OctetLines(files.snapshot())) {
      return Header.first(Header.Kind.SNAPSHOT, lines).map(Header::mailbox);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// What is remembered of an account, also when its files are damaged.
  ///
  /// @throws Failed `CONFIG` when nothing is; `CANNOT_OPEN` when it cannot be read at all
  public StateSummary summary(AccountName name) throws Failed {
    StateFiles files = existing(name);
    try {
      return Peek.summary(files);
    } catch (Damaged e) {
      throw Complaint.damaged(name, e);
    } catch (IOException e) {
      throw Complaint.cannotOpen(directory, e);
    }
  }

  /// Gives the state of one account to another name, and says which mailbox it is about: after an
  /// account was renamed, its host was, or both. What was learnt about the server is forgotten when
  /// the host is another.
  ///
  /// @param from may be the same as `to`
  /// @throws Failed `CONFIG` when there is no state of `from`, or one of `to` already; `HELD` when
  ///   a run is at work on either
  public void adopt(AccountName from, AccountName to, Mailbox mailbox) throws Failed {
    new Adoption(disk, clock).adopt(files(from), files(to), mailbox);
  }

  /// Forgets all of an account: the next run begins anew.
  ///
  /// @throws Failed `CONFIG` when nothing is remembered; `HELD` when a run is at work
  public void forget(AccountName name) throws Failed {
    StateFiles files = existing(name);
    try (AccountLock _ = AccountLock.take(files, disk, clock)) {
      new Oblivion(disk).forget(files);
    } catch (IOException e) {
      throw Complaint.cannotChange("forgetting its state", e);
    }
  }

  /// Forgets the messages with a uid, or a header digest: they will be fetched again if they are
  /// still there.
  ///
  /// @param text one octet per character
  /// @return how many were forgotten
  public int forget(AccountName name, String text) throws Failed {
    try (FileLedger ledger = FileLedger.open(existing(name), disk, clock, Optional.empty())) {
      List<Entry> forgotten = new ArrayList<>();
      for (Identity id : ledger.known(text)) {
        forgotten.add(new Entry.Forgotten(id));
      }
      ledger.record(forgotten);
      return forgotten.size();
    }
  }

  /// Goes on with what can still be read of damaged files. What is lost may arrive again.
  ///
  /// @return how many lines were lost; 0 when nothing is damaged
  /// @throws Failed `CANNOT_OPEN` when it is not even known whose files they are
  public int forgetDamaged(AccountName name) throws Failed {
    StateFiles files = existing(name);
    try (AccountLock _ = AccountLock.take(files, disk, clock)) {
      if (Peek.isWhole(files)) {
        return 0;
      }
      Salvaged salvaged = Salvaged.from(files);
      Header header = salvaged.header().orElseThrow(() -> Complaint.beyondRepair(name));
      new StateWriter(files, disk).replace(header.next(salvaged.sequence()), salvaged.table());
      return salvaged.lost();
    } catch (Damaged e) {
      throw Complaint.damaged(name, e);
    } catch (IOException e) {
      throw Complaint.cannotChange("mending its state", e);
    }
  }

  private StateFiles existing(AccountName name) throws Failed {
    StateFiles files = files(name);
    if (!files.exist()) {
      throw Complaint.unknown(name);
    }
    return files;
  }

  private StateFiles files(AccountName name) {
    return new StateFiles(directory, name);
  }
}
