package org.popfetch.cli;

import java.nio.charset.StandardCharsets;
import org.popfetch.os.Disk;
import org.popfetch.os.Programs;
import org.popfetch.os.RealDisk;
import org.popfetch.os.RealPrograms;
import org.popfetch.os.Steps;
import org.popfetch.secret.Passwords;
import org.popfetch.terminal.PasswordPrompt;
import org.popfetch.terminal.StreamScreen;

/// What a command does its work with on this machine.
record Equipment(Disk disk, Programs programs, Passwords passwords) {
  static Equipment of(Edge edge, StreamScreen screen) {
    var steps = new Steps(edge.steps());
    var programs = new RealPrograms(steps);
    var prompt = new PasswordPrompt(screen, StandardCharsets.UTF_8);
    return new Equipment(
        new RealDisk(steps),
        programs,
        new Passwords(programs, prompt::ask, edge.environment(), edge.home()));
  }
}
