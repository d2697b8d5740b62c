package org.popfetch.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Provider;

/// Holds popfetch.toml(5) against the reader, both ways.
class ManPageTest {
  private static final Path PAGE = Path.of("man/popfetch.toml.5");
  private static final Pattern ENTRY =
      Pattern.compile("(?ms)^\\.It Ic (\\S+) Pq (.*?)\n(.*?)(?=^\\.It Ic \\S+ Pq|^\\.Ss |^\\.Sh )");
  private static final Pattern SAMPLE =
      Pattern.compile("(?s)\\.\\\\\" begin sample\n\\.Bd.*?\n(.*?)\\.Ed\n\\.\\\\\" end sample");

  private static final Pattern PROVIDER = Pattern.compile("(?m)^\\.It (\\S+) Ta (\\S+) Ta (.+)$");

  /// What the page says of a key.
  private record Entry(String name, String type, String text) {
    String fallback() {
      return found("(?m)^Default: (.*)\\.$");
    }

    String firstSentence() {
      return text.lines().findFirst().orElse("");
    }

    String example() {
      return found("(?m)^\\.Dl (.*)$");
    }

    private String found(String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(text);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  @Test
  void hasTheKeysThatTheReaderKnowsAndNoOthers() throws IOException {
    assertThat(entries().stream().map(Entry::name))
        .containsExactlyElementsOf(keys().map(Key::name).toList());
  }

  static Stream<Key<?>> keys() {
    return Stream.concat(Stream.of(Keys.STATE_DIR), Keys.ACCOUNT.stream());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void saysWhatAKeyTakesMeansAndIsByDefault(Key<?> key) throws IOException {
    Entry entry = entry(key);
    assertThat(entry.type()).isEqualTo(key.type());
    assertThat(entry.firstSentence()).isEqualTo(key.meaning() + ".");
    assertThat(entry.fallback()).isEqualTo(key.fallback());
  }

  static Stream<Key<?>> accountKeys() {
    return Keys.ACCOUNT.stream();
  }

  @ParameterizedTest
  @MethodSource("accountKeys")
  void hasAnExampleOfEachKeyThatWorks(Key<?> key) throws IOException {
    String example = entry(key).example();
    assertThat(example).startsWith(key.name() + " = ");
    var rest =
        Map.of("host", "\"h.example\"", "user", "\"me\"", "deliver", "\"maildir:/m\"")
            .entrySet()
            .stream()
            .filter(needed -> !needed.getKey().equals(key.name()))
            .map(needed -> needed.getKey() + " = " + needed.getValue() + "\n")
            .collect(Collectors.joining());
    String partner =
        key.name().startsWith("tls-client-key") ? "tls-client-certificate = \"me.pem\"\n" : "";
    assertThat(Cases.read("[accounts.a]\n" + rest + partner + example).complaint()).isEmpty();
  }

  @Test
  void itsSampleIsAConfigurationWithoutProblems() throws IOException {
    Matcher sample = SAMPLE.matcher(page());
    assertThat(sample.find()).isTrue();
    var configuration = Cases.read(sample.group(1));
    assertThat(configuration.complaint()).isEmpty();
    assertThat(configuration.accounts())
        .extracting(account -> account.name().value())
        .containsExactly("work", "old", "local");
  }

  @Test
  void namesEveryChoiceOfAKeyWithChoices() throws IOException {
    assertThat(entry(Keys.TLS).text()).contains("implicit", "starttls", "none");
    assertThat(entry(Keys.PIPELINING).text()).contains("auto", "on", "off");
    for (var mechanism : Mechanism.values()) {
      assertThat(entry(Keys.AUTH).text()).contains("\n.Qq " + mechanism.key() + "\n");
    }
  }

  @Test
  void listsTheProvidersInTheOrderOfTheTable() throws IOException {
    assertThat(
            PROVIDER
                .matcher(page())
                .results()
                .map(row -> List.of(row.group(1), row.group(2), row.group(3))))
        .containsExactlyElementsOf(
            Providers.ALL.stream()
                .map(one -> List.of(one.name(), one.host(), one.title()))
                .toList());
  }

  @Test
  void saysWhichProvidersPresetMoreThanTheServerAndWhichHaveNoPop3() throws IOException {
    String section = page().substring(page().indexOf(".Sh PROVIDERS"));
    for (Provider provider : Providers.ALL) {
      for (Mechanism mechanism : provider.auth()) {
        assertThat(section)
            .contains(".Li " + provider.name() + "\n", "\"" + mechanism.key() + "\"");
      }
    }
    for (String sentence : Providers.WITHOUT_POP3.values()) {
      assertThat(section).contains(sentence.substring(0, sentence.indexOf(',')) + ".");
    }
  }

  @Test
  @EnabledIf("mandocIsHere")
  void isCleanMdoc() throws IOException, InterruptedException {
    var mandoc =
        new ProcessBuilder("mandoc", "-T", "lint", PAGE.toString())
            .redirectErrorStream(true)
            .start();
    var complaints = new String(mandoc.getInputStream().readAllBytes(), UTF_8);
    mandoc.waitFor();
    // Which other pages are installed is this machine's affair.
    assertThat(complaints.lines().filter(line -> line.startsWith("mandoc: man/")))
        .filteredOn(line -> !line.contains("referenced manual not found"))
        .isEmpty();
  }

  static boolean mandocIsHere() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mandoc")));
  }

  private static Entry entry(Key<?> key) throws IOException {
    return entries().stream()
        .filter(entry -> entry.name().equals(key.name()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Entry> entries() throws IOException {
    return ENTRY
        .matcher(page())
        .results()
        .map(found -> new Entry(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  /// The page, its escapes resolved.
  private static String page() throws IOException {
    return Files.readString(PAGE)
        .replace("\\\n", "")
        .replace("\\(ti", "~")
        .replace("\\(dq", "\"")
        .replace("\\&", "");
  }
}
