package org.popfetch.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Route;
import org.popfetch.account.Secret;
import org.popfetch.config.Setting.Value;

/// `proxy`: a URL, which may hold a password. No message here shows what stands before its `@`.
final class ProxySyntax {
  private static final Pattern URL =
      Pattern.compile("(?<scheme>[A-Za-z0-9+.-]+)://(?:(?<visitor>.*)@)?(?<place>[^@]*?)/?");
  private static final Pattern PLACE =
      Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]/]+)):(\\d{1,5})");

  /// RFC 1929 §2 has one octet for the length of each.
  private static final int MOST = 255;

  private ProxySyntax() {}

  static Route route(Setting setting, Surroundings around) throws Unfit {
    if (!(setting.value() instanceof Value.Text(String text))) {
      throw Values.noText(setting);
    }
    if (text.equals("none")) {
      return Route.DIRECT;
    }
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw setting.unfit("is no URL; write \"socks5://host:port\" or \"http://host:port\"");
    }
    Route.Proxy proxy = proxy(setting, url.group("place"), visitor(setting, url.group("visitor")));
    return switch (url.group("scheme")) {
      case "socks5" -> new Route.Socks5(proxy);
      case "http" -> new Route.HttpConnect(proxy);
      case "socks5h" -> throw setting.unfit("write socks5://; the proxy looks names up anyway");
      default ->
          throw setting.unfit(
              TomlText.excerpt(url.group("scheme"))
                  + " is no kind of proxy that is known; write socks5:// or http://");
    };
  }

  /// Whether somebody wrote a password into it.
  static boolean holdsPassword(Setting setting) {
    return setting.value() instanceof Value.Text(String text) && text.contains("@");
  }

  private static Route.Proxy proxy(Setting setting, String text, Optional<Route.Visitor> visitor)
      throws Unfit {
    Matcher place = PLACE.matcher(text);
    if (!place.matches()) {
      throw setting.unfit(TomlText.excerpt(text) + " is no host:port");
    }
    String host = Optional.ofNullable(place.group(1)).orElse(place.group(2));
    if (!HostSyntax.isHost(host)) {
      throw setting.unfit(TomlText.excerpt(host) + " is no host name and no address");
    }
    int port = Integer.parseInt(place.group(3));
    if (port < 1 || port > 65_535) {
      throw setting.unfit(port + " is no port from 1 to 65535");
    }
    return new Route.Proxy(host, port, visitor);
  }

  private static Optional<Route.Visitor> visitor(Setting setting, @Nullable String text)
      throws Unfit {
    if (text == null) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw setting.unfit("what stands before @ is no user:password");
    }
    String user = decoded(setting, text.substring(0, colon));
    String password = decoded(setting, text.substring(colon + 1));
    return Optional.of(new Route.Visitor(user, new Secret(password)));
  }

  /// Percent-decoded (RFC 3986 §2.1).
  private static String decoded(Setting setting, String text) throws Unfit {
    var octets = new ByteArrayOutputStream();
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        octets.write(raw[i]);
      } else if (i + 2 < raw.length
          && HexFormat.isHexDigit(raw[i + 1])
          && HexFormat.isHexDigit(raw[i + 2])) {
        octets.write(HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
        i += 2;
      } else {
        throw setting.unfit("a % in the user or password is written %25");
      }
    }
    if (octets.size() > MOST) {
      throw setting.unfit("the user or password is longer than " + MOST + " bytes");
    }
    String decoded = octets.toString(StandardCharsets.UTF_8);
    if (decoded.chars().anyMatch(Character::isISOControl)) {
      throw setting.unfit("the user or password holds a control character");
    }
    return decoded;
  }
}
