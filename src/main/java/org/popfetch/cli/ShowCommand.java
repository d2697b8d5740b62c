package org.popfetch.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import org.popfetch.browse.Shown;
import org.popfetch.pop3.Maildrop;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.session.Transaction;
import org.popfetch.terminal.ResultStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popfetch show`: one message, to standard output.
@Command(
    name = "show",
    description = "Write one message to standard output, unchanged; it stays unread and unseen.")
final class ShowCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(index = "0", paramLabel = "ACCOUNT")
  String account = "";

  @Parameters(
      index = "1",
      paramLabel = "N|UID",
      description = "A message number of this moment, or a unique-id; uid:… is always the latter.")
  String message = "";

  @Option(names = "--headers", description = "The header only.")
  boolean headers;

  ShowCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    return Wiring.aboutOne(
        top,
        account,
        (account, wiring, reporter) -> {
          if (wiring.visit(account, reporter, this::write)) {
            top.screen()
                .tell(
                    account.name()
                        + ": the server has no TOP; it may take the message for read now");
          }
        });
  }

  private boolean write(Transaction transaction) throws Failed {
    Maildrop maildrop = transaction.maildrop();
    Maildrop.Message wanted =
        Shown.find(maildrop, message)
            .orElseThrow(() ->
                new Usage(
                    "there is no message "
                        + message
                        + " on the server; see popfetch list "
                        + account));
    try (var _ = top.screen().hold(); // the message is written past the screen
        OutputStream out = new ResultStream(top.edge().out())) {
      return Shown.write(transaction, wanted, headers, out);
    } catch (ResultStream.NobodyReads gone) {
      transaction.close();
      return false;
    } catch (IOException e) {
      throw new Failed(
          Failure.Kind.DELIVERY, "writing to standard output", String.valueOf(e.getMessage()), "");
    }
  }
}
