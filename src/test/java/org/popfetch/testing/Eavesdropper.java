package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/// Listens to the whole suite: a test fails after which a password ([KeptSecrets]) can be read in
/// what its process printed, or in a file that it leaves behind. Those are the homes in which
/// programs ran, with all that they wrote: output, state, reports of crashes.
///
/// Nobody has to ask for it: `junit-platform.properties` and `META-INF/services` say so to JUnit.
public final class Eavesdropper
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, TempDirDeletionStrategy {
  private Overheard out = new Overheard(System.out);
  private Overheard err = new Overheard(System.err);

  /// Stands in front of a stream and keeps what was printed to it since it was asked.
  private static final class Overheard extends OutputStream {
    /// More was never wanted, and is not looked through.
    private static final int MOST = 4 << 20;

    private final PrintStream stream;
    private final StringBuilder said = new StringBuilder();

    Overheard(PrintStream stream) {
      this.stream = stream;
    }

    PrintStream printing() {
      return new PrintStream(this, true, stream.charset());
    }

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int from, int length) {
      stream.write(octets, from, length);
      if (said.length() < MOST) {
        said.append(new String(octets, from, length, ISO_8859_1));
      }
    }

    @Override
    public void flush() {
      stream.flush();
    }

    synchronized String take() {
      String all = said.toString();
      said.setLength(0);
      return all;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isOutermost(context)) {
      out = new Overheard(System.out);
      err = new Overheard(System.err);
      System.setOut(out.printing());
      System.setErr(err.printing());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    listen();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (isOutermost(context)) {
      System.setOut(out.stream);
      System.setErr(err.stream);
    }
    listen();
  }

  /// A class, whose parent is the engine; not one nested into it.
  private static boolean isOutermost(ExtensionContext context) {
    return context.getParent().equals(Optional.of(context.getRoot()));
  }

  private void listen() {
    String printed = out.take();
    String complained = err.take();
    KeptSecrets.check("standard output of the tests", printed);
    KeptSecrets.check("standard error of the tests", complained);
  }

  @Override
  public DeletionResult delete(
      Path folder, AnnotatedElementContext element, ExtensionContext context) throws IOException {
    try {
      KeptSecrets.checkFiles(folder);
    } catch (AssertionError said) {
      Standard.INSTANCE.delete(folder, element, context);
      throw said;
    }
    return Standard.INSTANCE.delete(folder, element, context);
  }
}
