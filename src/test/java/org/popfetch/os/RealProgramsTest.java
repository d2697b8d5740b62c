package org.popfetch.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.account.Secret;

class RealProgramsTest {
  private final RealPrograms programs = new RealPrograms();

  @TempDir Path directory;

  @Test
  void statusOutputAndErrorsAreKeptApart() throws Exception {
    Programs.Ended ended = run("sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.timedOut()).isFalse();
    assertThat(ended.output().latin1()).isEqualTo("out\n");
    assertThat(ended.errors().latin1()).isEqualTo("err\n");
  }

  @Test
  void argumentsAreNotReadByAShell() throws Exception {
    assertThat(run("printf", "%s|", "a b", "$HOME", "*", "").output().latin1())
        .isEqualTo("a b|$HOME|*||");
  }

  @Test
  void theInputIsTheFileItselfOrEmpty() throws Exception {
    Path input = Files.writeString(directory.resolve("in"), "text\0\n", UTF_8);
    var cat = new Programs.Order(List.of("cat"), Map.of(), Optional.of(input), minute());
    assertThat(programs.run(cat).output().latin1()).isEqualTo("text\0\n");
    assertThat(run("cat").output().isEmpty()).isTrue();
    var kind = List.of("sh", "-c", "test -f /dev/stdin");
    assertThat(programs.run(new Programs.Order(kind, Map.of(), Optional.of(input), minute())))
        .extracting(Programs.Ended::status)
        .as("no pipe that our death could cut short")
        .isEqualTo(0);
  }

  @Test
  void whatIsToldIsNoFileAndNoArgument() throws Exception {
    assertThat(told("cat").output().latin1()).isEqualTo("hun\nter2");
    assertThat(told("sh", "-c", "tr '\\0' ' ' </proc/$$/cmdline").output().latin1())
        .doesNotContain("ter2");
    assertThat(told("true").status()).as("nobody has to listen").isEqualTo(0);
  }

  private Programs.Ended told(String... argv) throws IOException {
    var input = new Programs.Input.Told(new Secret("hun\nter2"));
    assertThat(input.toString()).doesNotContain("ter2");
    return programs.run(new Programs.Order(List.of(argv), Map.of(), input, minute()));
  }

  @Test
  void theEnvironmentIsAddedToOurs() throws Exception {
    var order =
        new Programs.Order(
            List.of("sh", "-c", "echo \"$GREETING $PATH\""),
            Map.of("GREETING", "hello  there"),
            Optional.empty(),
            minute());
    assertThat(programs.run(order).output().latin1())
        .isEqualTo("hello  there " + System.getenv("PATH") + "\n");
  }

  @Test
  void ofAFloodOnlyTheBeginningIsKept() throws Exception {
    Programs.Ended ended = run("sh", "-c", "seq 1000000; seq 1000000 >&2");
    assertThat(ended.status()).isZero();
    for (var text : List.of(ended.output(), ended.errors())) {
      assertThat(text.latin1()).hasSize(Programs.Ended.MOST).startsWith("1\n2\n3\n");
    }
  }

  @Test
  @Timeout(30)
  void whatRunsTooLongIsKilledWhateverItIgnores() throws Exception {
    var order =
        new Programs.Order(
            List.of("sh", "-c", "trap '' TERM INT HUP; echo begun; while :; do sleep 1000; done"),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1));
    Programs.Ended ended = programs.run(order);
    assertThat(ended.timedOut()).isTrue();
    assertThat(ended.output().latin1()).isEqualTo("begun\n");
  }

  @Test
  void whatCannotBeStartedIsToldInPlainWords() throws Exception {
    Path plain = Files.writeString(directory.resolve("plain"), "#!/bin/sh\n");
    assertThatThrownBy(() -> run("no-such-program-anywhere"))
        .isInstanceOf(IOException.class)
        .hasMessage("no-such-program-anywhere cannot be started: no such file or directory");
    assertThatThrownBy(() -> run(plain.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage(plain + " cannot be started: permission denied");
    assertThatThrownBy(() -> run("true", "x".repeat(10_000_000)))
        .isInstanceOf(IOException.class)
        .hasMessage("true cannot be started: argument list too long");
  }

  @Test
  void aNulIsRefusedWithoutShowingWhatItIsIn() {
    assertThatThrownBy(() -> run("true", "secret\0"))
        .isInstanceOf(IOException.class)
        .hasMessage("argument 1 of a program holds a NUL, which none can have");
    var order =
        new Programs.Order(List.of("true"), Map.of("KEY", "secret\0"), Optional.empty(), minute());
    assertThatThrownBy(() -> programs.run(order))
        .isInstanceOf(IOException.class)
        .hasMessage("the environment variable KEY holds a NUL, which none can have");
  }

  @Test
  void aForbiddenRunDoesNotHappen() {
    Path made = directory.resolve("made");
    var forbidden =
        new RealPrograms(
            new Steps(step -> {
              throw new IOException(step.kind() + " " + step.target());
            }));
    var order =
        new Programs.Order(List.of("touch", made.toString()), Map.of(), Optional.empty(), minute());
    assertThatThrownBy(() -> forbidden.run(order)).hasMessage("RUN touch");
    assertThat(made).doesNotExist();
  }

  @Test
  void programsAreFoundAsTheSystemFindsThem() throws Exception {
    assertThat(SearchPath.find("sh")).isPresent();
    assertThat(SearchPath.find("/bin/sh")).contains(Path.of("/bin/sh"));
    assertThat(SearchPath.find("no-such-program-anywhere")).isEmpty();
    assertThat(SearchPath.find("/bin")).as("a directory").isEmpty();
    assertThat(SearchPath.find("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, no space left on device",
    "'', input/output error",
    "TLS record, TLS record",
    "x, x"
  })
  void reasonsAreInPlainWords(String message, String words) {
    assertThat(Reason.of(new IOException(message))).isEqualTo(words);
  }

  @Test
  void reasonsNameNoExceptions() {
    assertThat(Reason.of(new AccessDeniedException("/x"))).isEqualTo("permission denied: /x");
    assertThat(Reason.of(new AccessDeniedException("/x"), "/x")).isEqualTo("permission denied");
    assertThat(Reason.of(new AccessDeniedException("/x/y"), "/x"))
        .isEqualTo("permission denied: /x/y");
    assertThat(Reason.of(new NoSuchFileException("/x"))).isEqualTo("no such file or directory: /x");
    assertThat(Reason.of(new FileAlreadyExistsException("/x"))).isEqualTo("exists already: /x");
    assertThat(Reason.of(new FileSystemException("/x", null, "Disk quota exceeded")))
        .isEqualTo("disk quota exceeded");
    assertThat(Reason.of(new IOException())).isEqualTo("input/output error");
  }

  private Programs.Ended run(String... argv) throws IOException {
    return programs.run(new Programs.Order(List.of(argv), Map.of(), Optional.empty(), minute()));
  }

  private static Duration minute() {
    return Duration.ofMinutes(1);
  }
}
