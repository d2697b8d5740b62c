package org.popfetch.report;

import java.time.Duration;
import java.util.Optional;
import org.popfetch.account.AccountName;
import org.popfetch.pop3.Uid;

/// Something that happened to an account. Renderers decide who hears of it.
public sealed interface Event {
  AccountName account();

  /// One message of the maildrop, as a report names it.
  ///
  /// @param number its message number in this session
  /// @param uid its unique-id, when the server has them
  /// @param octets its size, or -1 when unknown
  record Message(int number, Optional<Uid> uid, long octets) {}

  /// A run over the account goes into its next phase: "connecting", "waiting for login", …
  record Phase(AccountName account, String what) implements Event {}

  /// A line of the POP3 dialogue, secrets masked, escaped.
  record Dialogue(AccountName account, boolean fromServer, String line) implements Event {}

  /// Something worth knowing that is no failure.
  record Notice(AccountName account, String text) implements Event {}

  /// The maildrop was listed and the plan is made.
  ///
  /// @param onServer messages on the server
  /// @param messages messages to be fetched
  /// @param octets their size, as far as it is known
  record Planned(AccountName account, int onServer, int messages, long octets) implements Event {}

  /// What a run would do to a message if it were not a rehearsal (`--dry-run`).
  record Rehearsed(AccountName account, Message message, boolean deletes) implements Event {}

  /// More has arrived: totals since [Planned]. Comes often; rendering it must be cheap.
  record Progress(AccountName account, int messages, long octets) implements Event {}

  /// A message is safe at its destination.
  record Delivered(AccountName account, Message message) implements Event {}

  /// A message was left alone on purpose.
  ///
  /// @param lasting whether this will be so at the next run too, so that it is told once a day only
  /// @param again whether the same was told less than a day ago; only a lasting one can be
  record Skipped(AccountName account, Message message, String why, boolean lasting, boolean again)
      implements Event {}

  /// The server marked a message as deleted; `QUIT` will commit it.
  record Deleted(AccountName account, Message message) implements Event {}

  /// One message did not make it; the run goes on.
  ///
  /// @param again whether the same was told less than a day ago
  record MessageFailed(AccountName account, Message message, Failure failure, boolean again)
      implements Event {}

  /// The run over the account could not go on.
  ///
  /// @param again whether the same was told less than a day ago
  record AccountFailed(AccountName account, Failure failure, boolean again) implements Event {}

  /// The run over the account is over; comes exactly once for each account, last.
  record Finished(AccountName account, Summary summary) implements Event {}

  /// What a run did to an account.
  ///
  /// @param onServer messages that were on the server at its beginning; -1 when it did not get so
  ///   far
  /// @param delivered messages delivered
  /// @param octets their size as received
  /// @param deleted messages whose deletion the server committed
  /// @param skipped messages left alone on purpose
  /// @param failed messages that did not make it
  /// @param took how long it took
  /// @param destination as the configuration writes it
  /// @param status the account's part in the exit status
  record Summary(
      int onServer,
      int delivered,
      long octets,
      int deleted,
      int skipped,
      int failed,
      Duration took,
      String destination,
      ExitStatus status) {}
}
