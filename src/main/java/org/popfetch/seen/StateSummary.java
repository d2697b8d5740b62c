package org.popfetch.seen;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.popfetch.account.AccountName;

/// What is remembered of one account, in numbers.
///
/// @param account its name
/// @param mailbox whose messages; nothing when that cannot be read any more
/// @param delivered messages that were delivered
/// @param caughtUp messages that the user said to treat so
/// @param deleted how many of both popfetch deleted on the server
/// @param gone how many of both were missing in the last complete listing
/// @param refused messages that failed last time
/// @param unsettled messages that were about to be delivered when a run ended
/// @param octetsOnDisk of all its files
/// @param newest when the newest entry was made
/// @param learnt facts, by name
/// @param holder the run that works on it right now
/// @param damage what is wrong with the files; the numbers then count what can still be read
public record StateSummary(
    AccountName account,
    Optional<Mailbox> mailbox,
    int delivered,
    int caughtUp,
    int deleted,
    int gone,
    int refused,
    int unsettled,
    long octetsOnDisk,
    Optional<Instant> newest,
    SortedMap<String, String> learnt,
    Optional<Holder> holder,
    Optional<String> damage) {

  static StateSummary of(
      StateFiles files,
      Optional<Mailbox> mailbox,
      SeenTable table,
      long octetsOnDisk,
      Optional<String> damage) {
    int delivered = 0;
    int deleted = 0;
    int gone = 0;
    for (SeenMessage message : table.all()) {
      delivered += message.how() == SeenMessage.How.DELIVERED ? 1 : 0;
      deleted += message.deleted().isPresent() ? 1 : 0;
      gone += message.gone().isPresent() ? 1 : 0;
    }
    return new StateSummary(
        files.account(),
        mailbox,
        delivered,
        table.all().size() - delivered,
        deleted,
        gone,
        table.refused().size(),
        table.open().size(),
        octetsOnDisk,
        table.newest(),
        table.learnt(),
        AccountLock.holder(files),
        damage);
  }
}
