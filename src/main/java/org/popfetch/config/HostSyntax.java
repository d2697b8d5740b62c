package org.popfetch.config;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.popfetch.account.Route;

/// What a host may look like: a name (RFC 1123 §2.1), an IPv4 or an IPv6 address. Decided from the
/// text alone; nothing is looked up.
final class HostSyntax {
  private static final Pattern URL = Pattern.compile("[A-Za-z0-9+.-]+://(?:[^/@]*@)?([^/?#]*).*");
  private static final Pattern CREDENTIALS = Pattern.compile("//.*@");
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)\\](?::(\\d*))?");
  private static final Pattern WITH_PORT = Pattern.compile("([^:]+):(\\d+)");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern ZONE = Pattern.compile("%[\\w.-]+$");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

  private HostSyntax() {}

  static String host(Setting setting, Surroundings around) throws Unfit {
    String text = Values.text(setting, around);
    if (isAddress(text) || isName(text)) {
      return text;
    }
    String shown = TomlText.excerpt(CREDENTIALS.matcher(text).replaceFirst("//…@"));
    String hint = meant(text).map(meant -> "; write host = " + meant).orElse("");
    throw setting.unfit(shown + " is no host name and no address" + hint);
  }

  /// The name that a certificate bears.
  static String name(Setting setting, Surroundings around) throws Unfit {
    String text = Values.text(setting, around);
    if (isAddress(text) || isName(text)) {
      return text;
    }
    throw setting.unfit(setting.shown() + " is no host name");
  }

  /// `source-address`: an address of this machine; whether it has that shows when it is used.
  static Route source(Setting setting, Surroundings around) throws Unfit {
    String text = Values.text(setting, around);
    if (!isAddress(text)) {
      throw setting.unfit(
          setting.shown() + " is no address; write \"192.0.2.7\" or \"2001:db8::7\"");
    }
    return new Route.Direct(Optional.of(text));
  }

  static boolean isHost(String text) {
    return isAddress(text) || isName(text);
  }

  private static boolean isAddress(String text) {
    return IPV4.matcher(text).matches() || isIpv6(text);
  }

  /// RFC 4291 §2.2, with a zone (RFC 4007 §11).
  private static boolean isIpv6(String text) {
    String address = ZONE.matcher(text).replaceFirst("");
    int last = address.lastIndexOf(':') + 1;
    if (last > 0 && IPV4.matcher(address.substring(last)).matches()) {
      address = address.substring(0, last) + "0:0";
    }
    String[] around = address.split("::", -1);
    return switch (around.length) {
      case 1 -> groups(address) == 8;
      case 2 -> groups(around[0]) + groups(around[1]) < 8;
      default -> false;
    };
  }

  /// How many groups these are; far too many when one of them is none.
  private static int groups(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] groups = text.split(":", -1);
    return Stream.of(groups).allMatch(group -> GROUP.matcher(group).matches())
        ? groups.length
        : 100;
  }

  private static boolean isName(String text) {
    String[] labels = text.split("\\.", -1);
    // A last label of digits would make it a mistyped IPv4 address.
    boolean digits = labels[labels.length - 1].chars().allMatch(Character::isDigit);
    boolean good = Stream.of(labels).allMatch(label -> LABEL.matcher(label).matches());
    return text.length() <= 253 && !digits && good;
  }

  /// What to write instead of a URL, a host with its port, an address in brackets, a user's address
  /// or a name with other than ASCII letters.
  private static Optional<String> meant(String text) {
    Matcher url = URL.matcher(text);
    String rest = url.matches() ? url.group(1) : text;
    Matcher brackets = BRACKETS.matcher(rest);
    if (brackets.matches()) {
      return known(brackets.group(1), Optional.ofNullable(brackets.group(2)).orElse(""));
    }
    Matcher port = WITH_PORT.matcher(rest);
    return port.matches() ? known(port.group(1), port.group(2)) : known(afterAt(rest), "");
  }

  private static String afterAt(String text) {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  private static Optional<String> known(String host, String port) {
    String ascii = ascii(host);
    return isAddress(ascii) || isName(ascii)
        ? Optional.of(TomlText.quote(ascii) + (port.isEmpty() ? "" : " and port = " + port))
        : Optional.empty();
  }

  private static String ascii(String host) {
    try {
      return IDN.toASCII(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    } catch (IllegalArgumentException notANameAtAll) {
      return host;
    }
  }
}
