package org.popfetch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The image as its users have it: moved, linked to, started by cron, damaged.
class ImageIT {
  /// What cron gives a job, but for HOME and the like.
  private static final Map<String, String> CRON = Map.of("PATH", "/usr/bin:/bin");

  @TempDir private Path folder;

  @Test
  void runsWithWhatCronGivesIt() throws IOException {
    assertThat(version(Ran.image(), CRON)).isEqualTo(version(Ran.image(), Map.of()));
  }

  @Test
  void runsFromAnywhereAndStillStartsFromItsCache() throws IOException {
    var moved = copyTo(folder.resolve("another place/mail"));

    assertThat(version(moved, CRON)).startsWith("popfetch ");
    assertThat(loadedFromCache(moved)).contains("org.popfetch.cli.Main", "picocli.CommandLine");
  }

  @Test
  void runsThroughLinksToLinks() throws IOException {
    var bin = Files.createDirectories(folder.resolve("usr/bin"));
    Files.createSymbolicLink(folder.resolve("opt"), copyTo(folder.resolve("popfetch")));
    Files.createSymbolicLink(bin.resolve("pf"), Path.of("../../opt/bin/popfetch"));
    Files.createSymbolicLink(bin.resolve("fetch"), Path.of("pf"));

    Ran.run(CRON, List.of(bin + "/fetch", "--version")).quietly();
    Ran.run(Map.of("PATH", "/bin:" + bin), List.of("/bin/sh", "-c", "fetch --version")).quietly();
    Ran.run(CRON, List.of("/bin/sh", "-c", "cd '" + bin + "' && sh fetch --version")).quietly();
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {"", "LANG=C", "LC_ALL=C", "LANG=xx_YY.UTF-8", "LC_ALL=xx_YY.UTF-8", "LC_TIME=xx"})
  void readsAndWritesUtf8WhateverTheLocale(String locale) throws IOException {
    var environment = new HashMap<>(CRON);
    environment.put("POPFETCH_JAVA_OPTIONS", "-XshowSettings:properties");
    if (!locale.isEmpty()) {
      var assignment = locale.split("=", 2);
      environment.put(assignment[0], assignment[1]);
    }

    assertThat(Ran.run(environment, launch(Ran.image(), "--version")).err())
        .contains("sun.jnu.encoding = UTF-8", "stdout.encoding = UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void isNotDisturbedByOptionsForOtherJavaPrograms(String variable) throws IOException {
    version(Ran.image(), Map.of(variable, "-Xmx1k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no cache"})
  void goesOnQuietlyWithABrokenCache(String content) throws IOException {
    var damaged = copyTo(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("lib/popfetch.aot"), content);

    assertThat(version(damaged, CRON)).isEqualTo(version(Ran.image(), CRON));
  }

  @Test
  void goesOnQuietlyWithoutACache() throws IOException {
    var damaged = copyTo(folder.resolve("damaged"));
    Files.delete(damaged.resolve("lib/popfetch.aot"));

    assertThat(version(damaged, CRON)).isEqualTo(version(Ran.image(), CRON));
  }

  @Test
  void hasTheModulesThatPopfetchNeedsAndNoDesktop() throws IOException {
    var java = Ran.image().resolve("lib/runtime/bin/java").toString();
    var modules =
        Ran.run(CRON, List.of(java, "--list-modules"))
            .quietly()
            .out()
            .lines()
            .map(line -> line.replaceFirst("@.*", ""));

    assertThat(modules).containsAll(neededModules()).doesNotContain("java.desktop");
  }

  /// What jdeps finds in our classes; of a library's needs, some are only for what we do not use.
  private static List<String> neededModules() {
    var lib = Ran.image().resolve("lib");
    var out = new StringWriter();
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(out),
                "--multi-release",
                "base",
                "--ignore-missing-deps",
                "--print-module-deps",
                "--no-recursive",
                "--class-path",
                lib + "/*",
                lib + "/popfetch.jar");
    assertThat(status).as(out.toString()).isZero();
    return List.of(out.toString().strip().split(","));
  }

  private static String version(Path image, Map<String, String> environment) throws IOException {
    return Ran.run(environment, launch(image, "--version")).quietly().out();
  }

  private static List<String> loadedFromCache(Path image) throws IOException {
    var log = Map.of("POPFETCH_JAVA_OPTIONS", "-Xlog:class+load:stderr");
    return Ran.run(log, launch(image, "--version"))
        .err()
        .lines()
        .filter(line -> line.contains("source: shared objects file"))
        .map(line -> line.replaceFirst("^(\\[.*?])+ ", "").replaceFirst(" source:.*", ""))
        .toList();
  }

  private static List<String> launch(Path image, String option) {
    return List.of(image.resolve("bin/popfetch").toString(), option);
  }

  private static Path copyTo(Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Ran.run(CRON, List.of("cp", "-R", Ran.image().toString(), place.toString())).quietly();
    return place;
  }
}
