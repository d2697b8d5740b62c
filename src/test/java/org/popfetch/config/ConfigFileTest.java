package org.popfetch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;

class ConfigFileTest {
  @TempDir Path home;

  private Surroundings around(Map<String, String> environment) {
    return new Surroundings(environment, home);
  }

  @Test
  void theOptionBeatsTheVariableBeatsXdgBeatsHome() {
    var all = Map.of("POPFETCH_CONFIG", "/p/c.toml", "XDG_CONFIG_HOME", "/x");
    var xdg = Map.of("POPFETCH_CONFIG", "", "XDG_CONFIG_HOME", "/x");
    var relative = Map.of("XDG_CONFIG_HOME", "x");
    var option = Optional.of(Path.of("here.toml"));
    assertThat(ConfigFile.locate(option, around(all))).hasToString("here.toml");
    assertThat(ConfigFile.locate(Optional.empty(), around(all))).hasToString("/p/c.toml");
    assertThat(ConfigFile.locate(Optional.empty(), around(xdg)))
        .hasToString("/x/popfetch/config.toml");
    assertThat(ConfigFile.locate(Optional.empty(), around(relative)))
        .isEqualTo(home.resolve(".config/popfetch/config.toml"));
  }

  @Test
  void aMissingFileIsToldWithAFirstOneThatWorks() {
    Failure failure = failure(home.resolve("config.toml"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
    assertThat(failure.doing()).isEqualTo("reading ~/config.toml");
    assertThat(failure.cause()).isEqualTo("there is no such file");
    String first = failure.next().substring(failure.next().indexOf("[accounts"));
    assertThat(first.lines()).hasSize(5);
    assertThat(Cases.read(first).complaint()).isEmpty();
  }

  @Test
  void whatIsNoReadableTextIsToldAsSuch() throws IOException {
    Path latin1 = Files.write(home.resolve("latin1"), new byte[] {'#', (byte) 0xfc, '\n'});
    Path large = Files.write(home.resolve("large"), new byte[ConfigFile.MOST + 1]);
    assertThat(failure(latin1).cause()).isEqualTo("it is not in UTF-8");
    assertThat(failure(large).cause()).isEqualTo("it is larger than 10 MB");
    assertThat(failure(home).toString()).contains("reading " + home + ": is a directory");
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException, Failed {
    Path file = Files.writeString(home.resolve("c"), "\uFEFFa = 1\n");
    assertThat(ConfigFile.load(file, around(Map.of())).text()).isEqualTo("a = 1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------,",
    "r--------,",
    "rwx-wx-wx,",
    "rw-r--r--, 0644",
    "rw-r-----, 0640",
    "rw----r--, 0604",
    "rwxrwxrwx, 0777"
  })
  void seesWhoElseMayReadIt(String permissions, String mode) throws IOException, Failed {
    Path file = Files.writeString(home.resolve("c"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertThat(ConfigFile.load(file, around(Map.of())).mode()).isEqualTo(Optional.ofNullable(mode));
  }

  @Test
  void showsItsNameAndNothingOfItsText() throws IOException, Failed {
    Path file = Files.writeString(home.resolve("c.toml"), "password = \"abracadabra\"");
    assertThat(ConfigFile.load(file, around(Map.of()))).hasToString("~/c.toml");
  }

  private Failure failure(Path path) {
    return catchThrowableOfType(Failed.class, () -> ConfigFile.load(path, around(Map.of())))
        .failure();
  }
}
