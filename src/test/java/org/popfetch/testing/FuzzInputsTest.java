package org.popfetch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Kept inputs are found by the names of their folders: one that no fuzz test bears would be passed
/// over in silence.
class FuzzInputsTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String SUFFIX = "Inputs";

  @Test
  void everyFolderOfKeptInputsBelongsToATest() throws Exception {
    List<Path> folders = folders();
    assertThat(folders).isNotEmpty();
    for (Path folder : folders) {
      String name = RESOURCES.relativize(folder).toString();
      int end = name.lastIndexOf('/');
      Class<?> test = Class.forName(className(name.substring(0, end)));
      assertThat(Arrays.stream(test.getDeclaredMethods()).map(Method::getName))
          .as(name)
          .contains(name.substring(end + 1));
    }
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.walk(RESOURCES)) {
      return all.filter(Files::isDirectory)
          .filter(folder -> folder.toString().matches(".*" + SUFFIX + "/[^/]+"))
          .toList();
    }
  }

  private static String className(String inputs) {
    return inputs.substring(0, inputs.length() - SUFFIX.length()).replace('/', '.');
  }
}
