package org.popfetch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Account;
import org.popfetch.account.AccountName;
import org.popfetch.account.Destination;
import org.popfetch.account.Keep;
import org.popfetch.account.Limits;
import org.popfetch.account.Login;
import org.popfetch.account.PasswordSource;
import org.popfetch.account.Pin;
import org.popfetch.account.Pipelining;
import org.popfetch.account.Server;
import org.popfetch.account.Tls;
import org.popfetch.config.ConfigFile;
import org.popfetch.config.ConfigReader;
import org.popfetch.config.Configuration;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;
import org.popfetch.report.Verbosity;
import org.popfetch.seen.StateDirectory;
import org.popfetch.shell.Means;
import org.popfetch.shell.ScriptLines;
import org.popfetch.shell.Shell;
import org.popfetch.shell.Target;
import org.popfetch.terminal.ResultStream;
import org.popfetch.terminal.StandardStream;
import org.popfetch.terminal.StreamScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popfetch shell`: talk to a server.
@Command(
    name = "shell",
    description =
        "Talk POP3 to a server, at a prompt, or from a script on standard input or by -e. In a"
            + " script all lines are done, also those behind an -ERR; the exit status is that of"
            + " what first went wrong.")
final class ShellCommand implements Callable<Integer> {
  private static final String ADDRESS =
      "; the address of a server needs --tls implicit, starttls or none";

  private final Popfetch top;

  @Parameters(
      paramLabel = "ACCOUNT|HOST",
      description = "An account; with --tls, the address of any server.")
  String name = "";

  @Option(names = "--connect-only", description = "Connect, and leave the login to the user.")
  boolean connectOnly;

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "LINE",
      description = "Take this line, and then the next -e, in place of standard input.")
  List<String> lines = new ArrayList<>();

  @Option(
      names = "--tls",
      paramLabel = "MODE",
      description =
          "Connect to a host, with TLS from the first octet (implicit), by STLS (starttls), or"
              + " without (none).")
  Tls.@Nullable Mode tls;

  @Option(names = "--port", paramLabel = "N", description = "Its port; default: 995, or 110.")
  @Nullable String port;

  @Option(
      names = "--tls-fingerprint",
      paramLabel = "PIN",
      description = "The SHA-256 of its certificate, or key, as in popfetch.toml(5).")
  @Nullable String fingerprint;

  @Option(
      names = "--allow-plaintext",
      description = "Let a password be sent to it over an open line.")
  boolean allowPlaintext;

  ShellCommand(Popfetch top) {
    this.top = top;
  }

  @Override
  public Integer call() throws Failed {
    demandSense();
    StreamScreen screen = top.screen();
    if (tls != null) {
      return run(screen, anyHost(tls), hostsStateDirectory(), Set.of(), ExitStatus.OK).code();
    }
    Chosen chosen = chosen(screen);
    Account account = chosen.single();
    Configuration configuration = chosen.configuration();
    Set<String> names = Chosen.names(configuration);
    return run(screen, account, configuration.stateDir(), names, chosen.status()).code();
  }

  private Chosen chosen(StreamScreen screen) throws Failed {
    boolean unconfigured =
        !Files.exists(ConfigFile.locate(top.config(), top.surroundings()))
            && name.matches("localhost|.*[.:].*");
    if (unconfigured) {
      throw new Usage("no account is named " + name + ADDRESS);
    }
    try {
      return Chosen.of(top, screen, List.of(name));
    } catch (Usage unknown) {
      throw new Usage(unknown.getMessage() + ADDRESS);
    }
  }

  private void demandSense() {
    if (top.json()) { // before the command, where every option is taken
      throw new Usage("shell knows no --json");
    }
    if (tls == null) {
      demandHost("--port", port != null);
      demandHost("--tls-fingerprint", fingerprint != null);
      demandHost("--allow-plaintext", allowPlaintext);
    }
    if (tls == Tls.Mode.NONE && fingerprint != null) {
      throw new Usage(
          "--tls-fingerprint goes with --tls implicit or starttls: without TLS there is no"
              + " certificate");
    }
  }

  private static int number(String port) {
    if (!port.matches("0*[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
      throw new Usage(
          "--port takes a number from 1 to 65535, not " + (port.isEmpty() ? "nothing" : port));
    }
    return Integer.parseInt(port);
  }

  private static void demandHost(String option, boolean given) {
    if (given) {
      throw new Usage(
          option
              + " goes with --tls implicit, starttls or none and a host; an account has its own");
    }
  }

  /// A server that nobody configured.
  private Account anyHost(Tls.Mode mode) {
    return new Account(
        new AccountName("server"),
        new Server(
            host(),
            port != null ? number(port) : mode.port(),
            new Tls(mode, Optional.empty(), pins(), Optional.empty()),
            Duration.ofSeconds(60),
            Pipelining.AUTO),
        new Login("", new PasswordSource.Ask(), allowPlaintext, List.of()),
        new Keep.Forever(),
        new Destination.Maildir(Path.of("")),
        Limits.NONE,
        false,
        true);
  }

  private String host() {
    // An IPv6 address has more colons than one.
    if (!name.matches("[A-Za-z0-9._:-]+") || name.matches("[^:]*:[^:]*")) {
      throw new Usage('"' + name + "\" is no host name; the port goes into --port");
    }
    return name;
  }

  private List<Pin> pins() {
    if (fingerprint == null) {
      return List.of();
    }
    return List.of(
        Pin.parse(fingerprint)
            .orElseThrow(
                () -> new Usage("--tls-fingerprint takes sha256:… or spki-sha256:…, 64 digits")));
  }

  /// Where the history goes: a configuration is not needed, and what is wrong in it is not the
  /// matter here.
  private Path hostsStateDirectory() throws Failed {
    Path config = ConfigFile.locate(top.config(), top.surroundings());
    ConfigFile file =
        Files.exists(config) || top.config().isPresent()
            ? ConfigFile.load(config, top.surroundings())
            : new ConfigFile("no configuration", "", Optional.empty());
    return ConfigReader.read(file, top.surroundings()).stateDir();
  }

  private ExitStatus run(
      StreamScreen screen,
      Account account,
      Path state,
      Set<String> configured,
      ExitStatus configuration)
      throws Failed {
    boolean known = tls == null;
    Equipment equipment = Equipment.of(top.edge(), screen, state);
    var target =
        new Target(name, account, known, known && !connectOnly, equipment.passwordOf(account));
    var means =
        new Means(
            equipment.disk(),
            equipment.programs(),
            new StateDirectory(state, equipment.disk(), top.edge().clock()),
            configured,
            top.edge().clock(),
            top.edge().home());
    try {
      ExitStatus status = talk(screen, target, means, state);
      return ExitStatus.worst(List.of(status, configuration));
    } catch (ResultStream.NobodyReads e) {
      return configuration;
    } catch (IOException e) {
      screen.tell(name + ": standard input or output: " + e.getMessage());
      return ExitStatus.DELIVERY;
    } catch (Failed e) {
      screen.tell(name + ": " + target.told(e.failure()));
      return e.failure().status();
    }
  }

  private ExitStatus talk(StreamScreen screen, Target target, Means means, Path state)
      throws Failed, IOException {
    boolean transcript = top.verbosity() == Verbosity.DIALOGUE;
    boolean person =
        lines.isEmpty() && StandardStream.INPUT.isTerminal() && StandardStream.OUTPUT.isTerminal();
    if (person) {
      return Shell.terminal(
          target, means, screen::tell, screen.results().colour(), transcript, state);
    }
    OutputStream out = new ResultStream(top.edge().out());
    return Shell.script(target, means, script(), out, screen::tell, transcript);
  }

  private ScriptLines script() {
    return lines.isEmpty()
        ? ScriptLines.of(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
        : ScriptLines.of(lines.stream().flatMap(String::lines).toList());
  }
}
