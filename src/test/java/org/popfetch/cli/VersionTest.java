package org.popfetch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void the_build_wrote_a_version_number_into_the_jar() {
    assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
  }
}
