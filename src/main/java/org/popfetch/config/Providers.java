package org.popfetch.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.AuthorizationServer;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Provider;
import org.popfetch.account.Provider.Tokens;

/// The providers that `provider = "…"` may name: what they publish, with the pages where they do. A
/// new one is a row here and a line in popfetch.toml(5).
final class Providers {
  /// Its device endpoint gives no access to mail, and is therefore missing. A refresh token comes
  /// only with offline access, and at a second login only to those who ask for consent once more.
  static final AuthorizationServer GOOGLE =
      new AuthorizationServer(
          URI.create("https://oauth2.googleapis.com/token"),
          Optional.of(
              URI.create(
                  "https://accounts.google.com/o/oauth2/v2/auth"
                      + "?access_type=offline&prompt=consent")),
          Optional.empty(),
          Optional.of(URI.create("https://oauth2.googleapis.com/revoke")),
          List.of("https://mail.google.com/"));

  /// For Microsoft 365 and Outlook.com. It revokes no single token.
  private static final AuthorizationServer MICROSOFT =
      new AuthorizationServer(
          URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/token"),
          Optional.of(URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/authorize")),
          Optional.of(
              URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/devicecode")),
          Optional.empty(),
          List.of("https://outlook.office.com/POP.AccessAsUser.All", "offline_access"));

  static final List<Provider> ALL =
      List.of(
          new Provider(
              "gmail",
              "Gmail",
              "pop.gmail.com",
              List.of(),
              List.of(
                  "Gmail wants an app password or OAuth 2.0, not your own password:"
                      + " https://support.google.com/accounts/answer/185833",
                  "POP has to be switched on in its settings, under Forwarding and POP/IMAP"),
              List.of(
                  "It lists some 250 of the oldest messages that no program has fetched yet, and"
                      + " hides them once they were fetched: an old mailbox takes several runs.",
                  "With recent: in front of the user, as in recent:me@gmail.com, it lists those of"
                      + " the last 30 days, fetched or not.",
                  "Its settings decide what becomes of a message that was fetched, or deleted with"
                      + " keep: kept, marked as read, archived, or moved to the trash."),
              Optional.of(new Tokens(Set.of("pop.gmail.com"), GOOGLE, true)),
              List.of(
                  ispdb("googlemail.com"),
                  "https://support.google.com/accounts/answer/185833",
                  "https://support.google.com/a/answer/6089246",
                  "https://developers.google.com/workspace/gmail/api/guides/pop_imap_settings",
                  "https://developers.google.com/workspace/gmail/imap/xoauth2-protocol",
                  "https://developers.google.com/identity/protocols/oauth2/native-app",
                  "https://developers.google.com/identity/protocols/oauth2/limited-input-device")),
          new Provider(
              "outlook",
              "Outlook.com, Hotmail and Microsoft 365",
              "outlook.office365.com",
              List.of(Mechanism.XOAUTH2),
              List.of(
                  "Microsoft takes no password but only OAuth 2.0, and POP has to be switched on in"
                      + " its settings: https://support.microsoft.com/en-us/office/"
                      + "pop-imap-and-smtp-settings-8361e398-8af4-4e97-b147-6c6c4ac95353"),
              List.of("It takes the token on a line of its own, not behind AUTH XOAUTH2."),
              Optional.of(
                  new Tokens(
                      // The second is an older name of it, which many a configuration still has.
                      Set.of("outlook.office365.com", "pop-mail.outlook.com"), MICROSOFT, false)),
              List.of(
                  ispdb("hotmail.com"),
                  ispdb("office365.com"),
                  "https://support.microsoft.com/en-us/office/"
                      + "pop-imap-and-smtp-settings-8361e398-8af4-4e97-b147-6c6c4ac95353",
                  "https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/"
                      + "how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
                  "https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow",
                  "https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-device-code",
                  "https://github.com/genexuslabs/JavaClasses/pull/625")),
          new Provider(
              "yahoo",
              "Yahoo Mail",
              "pop.mail.yahoo.com",
              List.of(),
              List.of(
                  "Yahoo wants an app password, not your own:"
                      + " https://help.yahoo.com/kb/generate-manage-rd-party-passwords-sln15241.html"),
              List.of(),
              Optional.empty(),
              List.of(
                  ispdb("yahoo.com"),
                  "https://help.yahoo.com/kb/generate-manage-rd-party-passwords-sln15241.html")),
          new Provider(
              "fastmail",
              "Fastmail",
              "pop.fastmail.com",
              List.of(),
              List.of(
                  "Fastmail wants an app password, not your own:"
                      + " https://www.fastmail.com/help/technical/servernamesandports.html"),
              List.of("The user me+folder@example.com stands for that folder of me@example.com."),
              Optional.empty(),
              List.of("https://www.fastmail.com/help/technical/servernamesandports.html")),
          new Provider(
              "gmx",
              "GMX in German",
              "pop.gmx.net",
              List.of(),
              List.of(
                  "POP3 has to be switched on first:"
                      + " https://hilfe.gmx.net/pop-imap/einschalten.html"),
              List.of(),
              Optional.empty(),
              List.of(ispdb("gmx.net"))),
          plain("gmx.com", "GMX in other languages", "pop.gmx.com", "gmx.com"),
          new Provider(
              "web.de",
              "WEB.DE",
              "pop3.web.de",
              List.of(),
              List.of(
                  "POP3 has to be switched on first:"
                      + " https://hilfe.web.de/pop-imap/einschalten.html",
                  "the user is what stands in front of the @"),
              List.of("It wants 15 minutes between two runs."),
              Optional.empty(),
              List.of(ispdb("web.de"))),
          plain("aol", "AOL Mail", "pop.aol.com", "aol.com"),
          new Provider(
              "zoho",
              "Zoho Mail",
              "pop.zoho.com",
              List.of(),
              List.of(
                  "POP has to be switched on first, and two-factor authentication takes an app"
                      + " password: https://www.zoho.com/mail/help/pop-access.html"),
              List.of("For a domain of your own write host = \"poppro.zoho.com\"."),
              Optional.empty(),
              List.of(ispdb("zoho.com"), "https://www.zoho.com/mail/help/pop-access.html")),
          new Provider(
              "t-online",
              "Telekom Mail",
              "securepop.t-online.de",
              List.of(),
              List.of(
                  "Telekom wants a password for mail programs, not the one for its web pages:"
                      + " https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/"
                      + "passwort-verwalten"),
              List.of(),
              Optional.empty(),
              List.of(ispdb("t-online.de"))),
          plain("1und1", "1&1", "pop.1und1.de", "1und1.de"),
          plain("att", "AT&T", "inbound.att.net", "att.net"),
          plain("comcast", "Comcast", "mail.comcast.net", "comcast.net"),
          local("free", "Free", "pop.free.fr", "free.fr"),
          local("laposte", "La Poste", "pop.laposte.net", "laposte.net"),
          plain("libero", "Libero", "popmail.libero.it", "libero.it"),
          plain("mail.com", "mail.com", "pop.mail.com", "mail.com"),
          plain("naver", "Naver", "pop.naver.com", "naver.com"),
          plain("orange", "Orange", "pop.orange.fr", "orange.fr"),
          plain("posteo", "Posteo", "posteo.de", "posteo.de"),
          plain("seznam", "Seznam", "pop3.seznam.cz", "seznam.cz"),
          plain("sfr", "SFR", "pop.sfr.fr", "sfr.fr"),
          plain("strato", "STRATO", "pop3.strato.de", "strato.de"),
          plain("yandex", "Yandex", "pop.yandex.com", "yandex.ru"));

  /// Who has no POP3, and says so where.
  static final Map<String, String> WITHOUT_POP3 =
      Map.of("icloud", "iCloud has no POP3, only IMAP: https://support.apple.com/en-us/102525");

  /// What people call one of them that has another name here.
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "hotmail", "outlook",
          "live", "outlook",
          "msn", "outlook",
          "microsoft", "outlook",
          "microsoft365", "outlook",
          "office365", "outlook",
          "google", "gmail",
          "googlemail", "gmail");

  private Providers() {}

  static Provider read(Setting setting, Surroundings around) throws Unfit {
    String name = Values.text(setting, around);
    @Nullable String why = WITHOUT_POP3.get(name);
    if (why != null) {
      throw setting.unfit(why);
    }
    return named(name).orElseThrow(() -> setting.unfit(unknown(setting, name)));
  }

  static Optional<Provider> named(String name) {
    return ALL.stream().filter(provider -> provider.name().equals(name)).findFirst();
  }

  /// How access tokens are taken at a host, whether or not its provider is named; nothing where
  /// that is not known.
  static Optional<Tokens> tokens(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .flatMap(provider -> provider.tokens().stream())
        .filter(tokens -> tokens.hosts().contains(name))
        .findFirst();
  }

  private static String unknown(Setting setting, String name) {
    List<String> names = ALL.stream().map(Provider::name).toList();
    return setting.shown()
        + " is no provider that is known; "
        + Optional.ofNullable(OTHER_NAMES.get(name.toLowerCase(Locale.ROOT)))
            .or(() -> Nearest.to(name, names))
            .map(near -> "did you mean " + near + "?")
            .orElse("popfetch.toml(5) lists them; for others write host");
  }

  /// One of which nothing more is known than the server.
  private static Provider plain(String name, String title, String host, String ispdb) {
    return new Provider(
        name,
        title,
        host,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(ispdb(ispdb)));
  }

  /// One that wants only a part of the address as user.
  private static Provider local(String name, String title, String host, String ispdb) {
    List<String> logins = List.of("the user is what stands in front of the @");
    return new Provider(
        name, title, host, List.of(), logins, List.of(), Optional.empty(), List.of(ispdb(ispdb)));
  }

  /// In Thunderbird's collection, which mail programs share and providers keep up to date.
  private static String ispdb(String domain) {
    return "https://github.com/thunderbird/autoconfig/blob/master/ispdb/" + domain + ".xml";
  }
}
