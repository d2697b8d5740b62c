package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void theBuildWroteAVersionNumberIntoTheJar() {
    assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
  }
}
