package org.popfetch.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.popfetch.os.Disk;
import org.popfetch.os.Step;

/// A process that dies before a step, as after `kill -9`: from then on nothing that it does has any
/// effect.
///
/// Its steps, in one sequence, are those of the `os` room, the commands `RETR`, `DELE` and `QUIT`
/// before they are written to the server, and the answer to `QUIT` before anything follows from it.
/// A step is named by what is done and to what, without what differs from run to run:
///
///     RENAME home/Mail/new/*
///     SEND DELE
///     HEAR QUIT
///
/// Commands that wait in the buffer when the process dies never leave. Safe for use by many
/// threads.
public final class Life implements Disk.StepListener {
  private static final Pattern UNIQUE = Pattern.compile("\\d+\\.M\\d+P\\d+Q\\d+R[a-z0-9]+\\.[^/]+");
  private static final Pattern MATTERS = Pattern.compile("(RETR|DELE|QUIT)( .*)?");

  private final Path root;
  private final Fate fate;
  private final List<String> steps = new ArrayList<>();
  private Runnable lastAct = () -> {};
  private boolean quitting;
  private boolean dead;
  private String death = "";

  /// Says when death comes.
  @FunctionalInterface
  public interface Fate {
    /// @param number of the step that is about to be taken, from 1
    /// @param step its name
    boolean strikes(int number, String step);
  }

  /// What a dead process gets told where it would have talked to the server.
  public static final class Dead extends RuntimeException {}

  /// @param root paths are named from here on
  public Life(Path root, Fate fate) {
    this.root = root;
    this.fate = fate;
  }

  /// One that ends by itself.
  public static Life whole(Path root) {
    return new Life(root, (_, _) -> false);
  }

  /// One that takes `number - 1` steps.
  public static Life until(int number, Path root) {
    return new Life(root, (next, _) -> next == number);
  }

  /// One that ends when a step of this name is to be taken for the first time.
  public static Life until(String step, Path root) {
    return new Life(root, (_, next) -> next.equals(step));
  }

  /// What is done at the moment of death, before the step.
  public Life ending(Runnable act) {
    lastAct = act;
    return this;
  }

  @Override
  public void before(Step step) throws IOException {
    if (!take(step.kind() + " " + named(step))) {
      throw new IOException("dead");
    }
  }

  /// Hears a line of the dialogue before it is written, or after it was read.
  public void hears(boolean fromServer, String line) {
    String step = stepOf(fromServer, line);
    if (step.isEmpty() ? isDead() && !fromServer : !take(step)) {
      throw new Dead();
    }
  }

  private synchronized String stepOf(boolean fromServer, String line) {
    if (fromServer) {
      boolean answersQuit = quitting;
      quitting = false;
      return answersQuit ? "HEAR QUIT" : "";
    }
    quitting = line.equals("QUIT");
    return MATTERS.matcher(line).matches() ? "SEND " + line.substring(0, 4) : "";
  }

  private String named(Step step) {
    Path target = step.target().toAbsolutePath().normalize();
    if (step.kind() == Step.Kind.RUN) {
      return String.valueOf(target.getFileName());
    }
    if (!target.startsWith(root)) {
      return "above";
    }
    String name = root.relativize(target).toString();
    return UNIQUE.matcher(name.isEmpty() ? "." : name).replaceAll("*");
  }

  private boolean take(String step) {
    Runnable act = () -> {};
    boolean taken;
    synchronized (this) {
      if (!dead && fate.strikes(steps.size() + 1, step)) {
        dead = true;
        death = step;
        act = lastAct;
      }
      taken = !dead;
      if (taken) {
        steps.add(step);
      }
    }
    act.run();
    return taken;
  }

  public synchronized boolean isDead() {
    return dead;
  }

  /// The step that it died before; empty when it did not.
  public synchronized String death() {
    return death;
  }

  /// The steps that it took.
  public synchronized List<String> steps() {
    return List.copyOf(steps);
  }

  @Override
  public synchronized String toString() {
    return dead ? "died before step " + (steps.size() + 1) + ", " + death : "ended by itself";
  }
}
