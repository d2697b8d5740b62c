package org.popfetch.oauth;

import java.io.IOException;
import java.net.URI;
import org.popfetch.account.AccountName;
import org.popfetch.os.Reason;
import org.popfetch.report.Failed;
import org.popfetch.report.Failure;
import org.popfetch.report.Failure.Kind;

/// What goes wrong between an account and its authorization server, in sentences that say what to
/// do.
///
/// @param name the account's
/// @param doing what was being done: "renewing the token"
record Trouble(AccountName name, String doing) {
  private static final String LATER = "tried again next time";
  private static final String NOT_REVOKED =
      "it is forgotten here, but was not revoked at the server: ";
  private static final String REVOKE = "revoke it on the provider's page";

  /// What gets a new token.
  private String login() {
    return "popfetch login " + name;
  }

  Failed absent() {
    return refused("there is none", "get one: " + login());
  }

  Failed expired() {
    return refused("it has expired, and came without a refresh token", "get another: " + login());
  }

  Failed stale() {
    return refused("it was got for another user, client or server", "get another: " + login());
  }

  /// The server wants to be asked later, or is not itself.
  Failed later(URI endpoint, int status) {
    return failed(Kind.SERVER_REFUSED, endpoint.getHost() + " answered HTTP " + status, LATER);
  }

  Failed unreachable(URI endpoint, IOException e) {
    return failed(
        Kind.SERVER_REFUSED, endpoint.getHost() + " cannot be reached: " + Reason.of(e), LATER);
  }

  Failed unknownHost(URI endpoint) {
    return failed(
        Kind.UNKNOWN_HOST,
        "the host " + endpoint.getHost() + " has no address",
        "check the network and the endpoints under oauth2");
  }

  Failed untrusted(URI endpoint, IOException e) {
    return failed(
        Kind.TLS,
        "the certificate of " + endpoint.getHost() + " is not trusted: " + Reason.of(e),
        "nothing was sent");
  }

  Failed odd(URI endpoint, String what) {
    return failed(Kind.PROTOCOL, endpoint.getHost() + " answered " + what, "");
  }

  Failed files(IOException e) {
    return failed(Kind.CANNOT_OPEN, Reason.of(e), "its file must be yours to write");
  }

  Failed held() {
    return failed(Kind.HELD, "another popfetch is at it for too long", LATER);
  }

  /// Nobody tries it again: there is nothing left to try it with.
  Failed notRevoked(String cause) {
    return refused(NOT_REVOKED + cause, REVOKE);
  }

  /// @param why the server could not even be asked
  Failure notRevoked(Failure why) {
    return new Failure(why.kind(), doing, NOT_REVOKED + why.cause(), REVOKE);
  }

  Failed told(String cause, String next) {
    return refused(cause, next);
  }

  /// An error of the server's (RFC 6749 §5.2, §4.1.2.1; RFC 8628 §3.5; RFC 7591 knows no others
  /// that matter here).
  Failed error(String error, String description) {
    String said =
        "the server answered \"" + error + (description.isEmpty() ? "" : ": " + description) + '"';
    return switch (error) {
      case "invalid_grant" ->
          refused(said + ": it has expired or was revoked", "log in again: " + login());
      case "invalid_client", "unauthorized_client" ->
          refused(
              said + ": it does not know this client, or not for this",
              "check client-id and client-secret under oauth2; see popfetch(1)");
      case "invalid_scope", "invalid_target", "invalid_resource" ->
          refused(said + ": it does not give such access", "check scopes under oauth2");
      case "access_denied" ->
          refused(said + ": access was not allowed", "to try again: " + login());
      case "expired_token" ->
          refused(said + ": nobody allowed access in time", "to try again: " + login());
      case "unsupported_grant_type", "unsupported_response_type" ->
          refused(said + ": it does not know this way", "with or without --device: " + login());
      case "temporarily_unavailable", "server_error" -> failed(Kind.SERVER_REFUSED, said, LATER);
      default -> refused(said, "if it stays so: " + login());
    };
  }

  private Failed refused(String cause, String next) {
    return failed(Kind.NO_PASSWORD, cause, next);
  }

  private Failed failed(Kind kind, String cause, String next) {
    return new Failed(kind, doing, cause, next);
  }
}
