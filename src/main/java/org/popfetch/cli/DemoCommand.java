package org.popfetch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
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
import org.popfetch.demo.DemoMailbox;
import org.popfetch.demo.DemoOptions;
import org.popfetch.demo.DemoServer;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.sync.Options;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `popfetch demo`: the main job, shown on this machine alone.
@Command(
    name = "demo",
    description =
        "Start a small POP3 server on loopback with sample mail, and sync from it to a Maildir.")
final class DemoCommand implements Callable<Integer> {
  private final Popfetch top;

  @Option(
      names = "--serve",
      description = "Only start the server, and tell how to log in; Ctrl-C ends it.")
  boolean serve;

  DemoCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    StreamScreen screen = top.screen();
    DemoMailbox mailbox = DemoMailbox.sample();
    try (DemoServer server = DemoServer.start(DemoOptions.serving(mailbox))) {
      if (serve) {
        return serve(screen, server, mailbox);
      }
      Path room = Files.createTempDirectory("popfetch-demo-");
      return show(screen, server, mailbox, room).code();
    } catch (IOException e) {
      throw new Failed(
          new Failure(
              Failure.Kind.CANNOT_OPEN, "starting the demo", String.valueOf(e.getMessage())),
          e);
    }
  }

  /// Serves until a signal ends the program.
  private static int serve(StreamScreen screen, DemoServer server, DemoMailbox mailbox) {
    listening(screen, server, mailbox);
    screen.result("In another terminal:");
    screen.result("  popfetch shell --tls none --port " + server.port() + ' ' + server.host());
    screen.result("and at its prompt, to log in:");
    screen.result("  USER " + mailbox.user());
    screen.result("  PASS " + mailbox.password());
    screen.result("What is deleted there is back when the demo begins anew. Ctrl-C ends it.");
    while (true) {
      LockSupport.park(server);
    }
  }

  private static void listening(StreamScreen screen, DemoServer server, DemoMailbox mailbox) {
    screen.result(
        "A POP3 server with %d messages is listening on %s, port %d."
            .formatted(mailbox.count(), server.host(), server.port()));
  }

  private ExitStatus show(StreamScreen screen, DemoServer server, DemoMailbox mailbox, Path room) {
    Path maildir = room.resolve("Maildir");
    Account account = account(server, mailbox, maildir);
    listening(screen, server, mailbox);
    screen.result("First sync, into " + maildir + ":");
    ExitStatus first = sync(screen, account, room);
    long delivered = count(maildir.resolve("new"));
    screen.result("%d messages are in the Maildir now.".formatted(delivered));
    screen.result("Second sync, which has nothing left to do:");
    ExitStatus second = sync(screen, account, room);
    long again = count(maildir.resolve("new")) - delivered;
    screen.result(
        "%d messages came again; all %d are still on the server, because keep = true."
            .formatted(again, mailbox.count()));
    screen.result("");
    screen.result("Read them with any mail reader, for example:  mutt -f " + maildir);
    screen.result("Then write a configuration of your own (popfetch.toml(5)) and try:");
    screen.result("  popfetch config check");
    screen.result("  popfetch check");
    screen.result("  popfetch sync");
    return ExitStatus.worst(List.of(first, second));
  }

  private ExitStatus sync(StreamScreen screen, Account account, Path room) {
    try (var wiring = new Wiring(top, screen, room.resolve("state"), Set.of("demo"))) {
      return wiring.sync(List.of(account), Options.DEFAULT);
    }
  }

  private static Account account(DemoServer server, DemoMailbox mailbox, Path maildir) {
    return new Account(
        new AccountName("demo"),
        new Server(
            server.host(),
            server.port(),
            Tls.of(Tls.Mode.NONE),
            Duration.ofSeconds(60),
            Pipelining.AUTO),
        new Login(
            mailbox.user(),
            new PasswordSource.Literal(new Secret(mailbox.password())),
            false,
            List.of()),
        new Keep.Forever(),
        new Destination.Maildir(maildir),
        Limits.NONE,
        false,
        true);
  }

  private static long count(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries.count();
    } catch (IOException none) {
      return 0;
    }
  }
}
