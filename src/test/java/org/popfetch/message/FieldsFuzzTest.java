package org.popfetch.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/// Headers of every sort of brokenness: read without failing, and shown without what could harm a
/// terminal.
class FieldsFuzzTest {
  @FuzzTest
  void noHeaderMakesReadingFail(byte[] header) {
    Fields fields = Fields.of(header);
    for (var text : Arrays.asList(fields.from(), fields.to(), fields.subject(), fields.listId())) {
      assertThat(text.orElse("")).doesNotContainPattern("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e]");
    }
    assertThat(fields.date()).isNotNull();
  }
}
