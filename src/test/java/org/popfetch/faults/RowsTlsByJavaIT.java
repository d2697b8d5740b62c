package org.popfetch.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.popfetch.testing.Household;

/// The same where the native library for TLS is not found: Java's own takes its place.
class RowsTlsByJavaIT extends RowsTlsIT {
  @BeforeAll
  static void hideTheLibrary() {
    System.setProperty(Household.JAVA_OPTIONS, "-Djava.library.path=/nowhere");
  }

  @AfterAll
  static void showTheLibrary() {
    System.clearProperty(Household.JAVA_OPTIONS);
  }
}
