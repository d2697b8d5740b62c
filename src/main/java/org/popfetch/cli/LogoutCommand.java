package org.popfetch.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.popfetch.account.Account;
import org.popfetch.account.OAuth;
import org.popfetch.report.Failed;
import org.popfetch.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `popfetch logout`: the token, or the password in the keyring, is forgotten.
@Command(
    name = "logout",
    description = "Forget an account's access token, or its password in the keyring.")
final class LogoutCommand implements Callable<Integer> {
  private final Popfetch top;

  @Parameters(paramLabel = "ACCOUNT")
  String account = "";

  LogoutCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    return LoginCommand.about(top, account, this::logOut);
  }

  private void logOut(Account account, Equipment equipment) throws Failed {
    Optional<OAuth> client = LoginCommand.client(account, "logging out");
    if (client.isPresent()) {
      tell(account, equipment.tokens().forget(account, client.get()), "token");
    } else {
      tell(account, equipment.passwords().unlearn(account), "password");
    }
  }

  private void tell(Account account, boolean forgotten, String what) {
    if (top.json()) {
      top.screen()
          .result(
              Json.line()
                  .put("event", "logged-out")
                  .put("account", account.name().value())
                  .put("forgotten", forgotten)
                  .toString());
      return;
    }
    top.screen()
        .result(account.name() + ": " + (forgotten ? "logged out" : "there was no " + what));
  }
}
