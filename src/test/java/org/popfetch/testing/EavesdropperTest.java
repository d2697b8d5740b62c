package org.popfetch.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// That a test which leaks a password fails, without having asked for that: run as the build runs
/// all others.
class EavesdropperTest {
  /// Tests that leak. No build finds them by itself, as they are inside of another class.
  static class Leaks {
    @TempDir Path home;

    @Test
    void onStandardOutput() {
      System.out.println("PASS abracadabra");
    }

    @Test
    void onStandardErrorWithoutALineEnd() {
      System.err.print("AUTH PLAIN AG1lAGFicmFjYWRhYnJh");
    }

    @Test
    void inTheReportOfACrash() throws Exception {
      Files.writeString(home.resolve("hs_err_pid1.log"), "Command Line: abracadabra");
    }

    @Test
    void inTheState() throws Exception {
      Path account = Files.createDirectories(home.resolve(".local/state/popfetch/work"));
      Files.writeString(account.resolve("journal"), "61627261636164616272610a");
    }
  }

  /// One that says it when all tests are over.
  static class LateLeak {
    @Test
    void keepsQuiet() {}

    @AfterAll
    static void afterwards() {
      System.out.println("abracadabra");
    }
  }

  /// One that does nothing wrong.
  static class Kept {
    @TempDir Path home;

    @Test
    void says() throws Exception {
      System.out.println("PASS ********");
      Files.writeString(home.resolve("config.toml"), "password = \"abracadabra\"");
      Files.writeString(home.resolve("out"), "PASS ********");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onStandardOutput",
        "onStandardErrorWithoutALineEnd",
        "inTheReportOfACrash",
        "inTheState"
      })
  void aTestThatLeaksFails(String method) {
    SummaryGeneratingListener heard = run(Leaks.class, method);
    assertThat(heard.getSummary().getFailures())
        .singleElement()
        .satisfies(failure ->
            assertThat(failure.getException())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(" says a password, behind: "));
  }

  @Test
  void soDoesAClassThatLeaksAtItsEnd() {
    assertThat(run(LateLeak.class, "keepsQuiet").getSummary().getTotalFailureCount()).isOne();
  }

  @Test
  void othersDoNot() {
    var summary = run(Kept.class, "says").getSummary();
    assertThat(summary.getTestsSucceededCount()).isOne();
    assertThat(summary.getTotalFailureCount()).isZero();
  }

  /// What is said on purpose is not for the ears of the test around it.
  private static SummaryGeneratingListener run(Class<?> test, String method) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var listener = new SummaryGeneratingListener();
    try (var nobody = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
      System.setOut(nobody);
      System.setErr(nobody);
      var request =
          LauncherDiscoveryRequestBuilder.request().selectors(selectMethod(test, method)).build();
      LauncherFactory.create().execute(request, listener);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return listener;
  }
}
