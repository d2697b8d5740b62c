package org.popfetch.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.popfetch.account.Account;
import org.popfetch.account.Secret;
import org.popfetch.oauth.Tokens;
import org.popfetch.os.Disk;
import org.popfetch.os.Programs;
import org.popfetch.os.RealDisk;
import org.popfetch.os.RealPrograms;
import org.popfetch.os.Steps;
import org.popfetch.report.Failed;
import org.popfetch.secret.Passwords;
import org.popfetch.session.Password;
import org.popfetch.terminal.PasswordPrompt;
import org.popfetch.terminal.StreamScreen;

/// What a command does its work with on this machine.
record Equipment(
    Disk disk, Programs programs, Tokens tokens, Passwords passwords, PasswordPrompt prompt) {
  static Equipment of(Edge edge, StreamScreen screen, Path stateDir) {
    var steps = new Steps(edge.steps());
    var programs = new RealPrograms(steps);
    var prompt = new PasswordPrompt(screen, StandardCharsets.UTF_8);
    var disk = new RealDisk(steps);
    var tokens = new Tokens(stateDir, disk, edge.clock());
    return new Equipment(
        disk,
        programs,
        tokens,
        new Passwords(programs, prompt::ask, edge.environment(), edge.home(), tokens),
        prompt);
  }

  /// What an account logs in with, fetched when it is asked for.
  Password passwordOf(Account account) {
    return new Fetched(passwords, account);
  }

  /// Remembers which token the server refused, when it is to be another one.
  private static final class Fetched implements Password {
    private final Passwords passwords;
    private final Account account;
    private Optional<Secret> latest = Optional.empty();

    Fetched(Passwords passwords, Account account) {
      this.passwords = passwords;
      this.account = account;
    }

    @Override
    public Secret get() throws Failed {
      Secret secret = passwords.of(account);
      latest = Optional.of(secret);
      return secret;
    }

    @Override
    public Optional<Secret> renewed() throws Failed {
      return latest.isPresent() ? passwords.insteadOf(latest.get(), account) : Optional.empty();
    }
  }
}
