package org.popfetch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptsIT {
  @Test
  void shellcheckFindsNothingInTheScripts() throws IOException {
    var scripts = new ArrayList<String>();
    for (Path directory : List.of(Path.of(".ci"), Path.of("packaging"), Path.of("src/bench"))) {
      try (var files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (isScript(file)) {
            scripts.add(file.toString());
          }
        }
      }
    }
    assertThat(scripts)
        .contains(
            ".ci/run", "packaging/popfetch", "packaging/image/popfetch.sh", "src/bench/bench");

    var command = new ArrayList<>(List.of("shellcheck"));
    command.addAll(scripts);
    var environment = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8");
    assertThat(Ran.run(environment, command)).isEqualTo(new Ran(0, "", ""));
  }

  private static boolean isScript(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(2), StandardCharsets.US_ASCII).equals("#!");
    }
  }
}
