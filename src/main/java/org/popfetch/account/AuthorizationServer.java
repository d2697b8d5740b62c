package org.popfetch.account;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where an account's access tokens come from (RFC 6749 §3).
///
/// @param token gives tokens, and new ones for old ones
/// @param authorization the page on which a person allows access; nothing: only by device
/// @param device begins a login on another device (RFC 8628 §3.1); nothing: only by browser
/// @param revocation is told when a token is not wanted any more (RFC 7009); may be missing
/// @param scopes what access is asked for; empty: what the server gives by itself
public record AuthorizationServer(
    URI token,
    Optional<URI> authorization,
    Optional<URI> device,
    Optional<URI> revocation,
    List<String> scopes) {

  /// For Gmail, after https://developers.google.com/identity/protocols/oauth2/native-app and
  /// https://developers.google.com/workspace/gmail/imap/xoauth2-protocol Its device endpoint gives
  /// no access to mail, and is therefore missing:
  /// https://developers.google.com/identity/protocols/oauth2/limited-input-device#allowedscopes A
  /// refresh token comes only with offline access, and at a second login only to those who ask for
  /// consent once more.
  public static final AuthorizationServer GOOGLE =
      new AuthorizationServer(
          URI.create("https://oauth2.googleapis.com/token"),
          Optional.of(
              URI.create(
                  "https://accounts.google.com/o/oauth2/v2/auth"
                      + "?access_type=offline&prompt=consent")),
          Optional.empty(),
          Optional.of(URI.create("https://oauth2.googleapis.com/revoke")),
          List.of("https://mail.google.com/"));

  /// For Microsoft 365 and Outlook.com, after
  /// https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow
  /// https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-device-code and
  /// https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
  /// It revokes no single token.
  public static final AuthorizationServer MICROSOFT =
      new AuthorizationServer(
          URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/token"),
          Optional.of(URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/authorize")),
          Optional.of(
              URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/devicecode")),
          Optional.empty(),
          List.of("https://outlook.office.com/POP.AccessAsUser.All", "offline_access"));

  public AuthorizationServer {
    scopes = List.copyOf(scopes);
  }

  /// The authorization server of a mail server that is known; nothing for all others.
  ///
  /// @param host of the mail server
  public static Optional<AuthorizationServer> of(String host) {
    return switch (host.toLowerCase(Locale.ROOT)) {
      case "pop.gmail.com" -> Optional.of(GOOGLE);
      case "outlook.office365.com", "pop-mail.outlook.com" -> Optional.of(MICROSOFT);
      default -> Optional.empty();
    };
  }
}
