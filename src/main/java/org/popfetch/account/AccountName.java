package org.popfetch.account;

import java.util.regex.Pattern;

/// The user's name for an account: letters, digits, `.`, `_` and `-`, 1 to 64 of them, the first a
/// letter or a digit, so that it is a safe file name everywhere.
public record AccountName(String value) implements Comparable<AccountName> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /// @throws IllegalArgumentException when `value` is not [#isValid]
  public AccountName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an account name: " + value);
    }
  }

  public static boolean isValid(String value) {
    return ALLOWED.matcher(value).matches();
  }

  @Override
  public int compareTo(AccountName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
