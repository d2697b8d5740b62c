package org.popfetch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.faults.server.Fault;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.FaultServer;
import org.popfetch.faults.server.Protection;
import org.popfetch.testing.Pseudoterminal;
import org.popfetch.testing.TestKeys;

/// What somebody sees who types the command on a terminal.
@Timeout(120)
class DoctorTerminalIT {
  private static final String PROMPT = "PS1='$ '; export PS1; PATH=${0%/*}:$PATH; exec sh -i";

  @TempDir Path home;

  @BeforeEach
  void demandTmux() {
    if (!Pseudoterminal.isInstalled() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("tmux is not installed, and CI=true: see .ci/run");
    }
    Assumptions.assumeTrue(Pseudoterminal.isInstalled(), "tmux is not installed");
  }

  private static Pseudoterminal shell(Clinic clinic, String locale) throws IOException {
    return clinic.household.under("env", locale, "sh", "-c", PROMPT).terminal();
  }

  private static void type(Pseudoterminal terminal, String line) throws IOException {
    terminal.awaitLast("$ ");
    terminal.enter(line);
    terminal.await(line);
    terminal.awaitLast("$ ");
  }

  @Test
  void signsAndColours() throws Exception {
    try (FaultServer server = FaultServer.start(Protection.implicit(TestKeys.localhost()))) {
      Clinic clinic = new Clinic(home, server).letters(2).work();
      try (Pseudoterminal terminal = shell(clinic, "LANG=C.UTF-8")) {
        type(terminal, "popfetch doctor work; echo status $?");
        clinic.assertLike("terminal", terminal.everything() + "\n");
        assertThat(terminal.colours()).contains("\033[32m✔", "\033[31m✘", "\033[2m·");
      }
    }
  }

  @Test
  void wordsWhereTheLocaleHasNoSigns() throws Exception {
    try (FaultServer server = FaultServer.start(Protection.none())) {
      server.plan(FaultPlan.none().when("PASS *", Fault.refuses("[AUTH] wrong password")));
      Clinic clinic = new Clinic(home, server).letters(2).work("tls = 'none'");
      try (Pseudoterminal terminal = shell(clinic, "LC_ALL=C")) {
        type(terminal, "popfetch --color=never doctor; echo status $?");
        clinic.assertLike("terminal-ascii", terminal.everything() + "\n");
        assertThat(terminal.colours()).doesNotContain("\033[3");
      }
    }
  }

  @Test
  void oneBelowTheOtherWhicheverIsDoneFirst() throws Exception {
    try (FaultServer slow = FaultServer.start(Protection.none());
        FaultServer server = FaultServer.start(Protection.none())) {
      slow.plan(
          FaultPlan.none().when(FaultPlan.GREETING, new Fault.Breaks(0, Fault.Ending.SILENCE)));
      Clinic clinic = new Clinic(home, server).letters(1);
      clinic.household.configure(
          clinic.account("slow", "tls = 'none'", "port = " + slow.port(), "timeout = '20s'")
              + clinic.account("quick", "tls = 'none'"));
      try (Pseudoterminal terminal = shell(clinic, "LANG=C.UTF-8")) {
        terminal.awaitLast("$ ");
        terminal.enter("clear; popfetch doctor; echo status $?");
        assertThat(terminal.await("greeting …")).doesNotContain("quick  me on");
        slow.release();
        String all = terminal.await("status 0");
        assertThat(all.indexOf("slow  me on")).isLessThan(all.indexOf("quick  me on"));
      }
    }
  }

  @Test
  void aSignalEndsItAtOnce() throws Exception {
    try (FaultServer server = FaultServer.start(Protection.none())) {
      server.plan(
          FaultPlan.none().when(FaultPlan.GREETING, new Fault.Breaks(0, Fault.Ending.SILENCE)));
      Clinic clinic = new Clinic(home, server).work("tls = 'none'");
      try (Pseudoterminal terminal = shell(clinic, "LANG=C.UTF-8")) {
        terminal.awaitLast("$ ");
        terminal.enter("popfetch doctor; echo status $?");
        terminal.await("greeting …");
        terminal.press("C-c");
        terminal.await("status 130");
      }
    }
  }
}
