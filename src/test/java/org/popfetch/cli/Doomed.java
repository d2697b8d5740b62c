package org.popfetch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.popfetch.testing.Life;

/// The program, ended by SIGKILL before a step of its choice: a main class to run with the files of
/// the image, and with `-vv`, because it hears from its own standard error what is about to be
/// sent.
///
/// The property `popfetch.dies-before` is the number of the step. A run that takes fewer leaves how
/// many it took in the file `steps` of its home.
public final class Doomed {
  private static final int SIGKILL = 9;

  private Doomed() {}

  /// As `popfetch`, with the same arguments.
  public static void main(String[] args) throws IOException {
    Edge real = Edge.ofProcess();
    Path home = real.home();
    Life life = Life.until(Integer.getInteger("popfetch.dies-before"), home).ending(Doomed::die);
    var edge =
        new Edge(
            real.out(),
            new PrintStream(new Overheard(real.err(), life), true, StandardCharsets.UTF_8),
            real.environment(),
            home,
            real.clock(),
            life);
    int status = Popfetch.run(edge, args);
    Files.writeString(home.resolve("steps"), Integer.toString(life.steps().size()));
    System.exit(status);
  }

  /// Does not return: the signal takes this very thread before the call is over.
  @SuppressWarnings("restricted") // the program itself calls C in this way, by JLine
  private static void die() {
    Linker linker = Linker.nativeLinker();
    var kill =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int refused = (int) kill.invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
      throw new IllegalStateException("SIGKILL was refused: " + refused);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Passes everything on, and tells the dialogue in it, line by line.
  private static final class Overheard extends OutputStream {
    private static final Pattern DIALOGUE = Pattern.compile("[^:]+: ([CS]): (.*)");

    private final OutputStream out;
    private final Life life;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Overheard(OutputStream out, Life life) {
      this.out = out;
      this.life = life;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      if (octet != '\n') {
        line.write(octet);
        return;
      }
      Matcher said = DIALOGUE.matcher(line.toString(StandardCharsets.UTF_8));
      line.reset();
      if (said.matches()) {
        life.hears(said.group(1).equals("S"), said.group(2));
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
