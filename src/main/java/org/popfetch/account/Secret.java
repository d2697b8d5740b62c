package org.popfetch.account;

import java.nio.charset.StandardCharsets;

/// A password, which shows itself to nobody by accident: `toString` is a mask, and there is no
/// accessor with a record's name.
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /// The password itself. Only login mechanisms call this.
  public String reveal() {
    return text;
  }

  /// The password in UTF-8, as SASL wants it (RFC 4616 §2).
  public byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return "********";
  }
}
