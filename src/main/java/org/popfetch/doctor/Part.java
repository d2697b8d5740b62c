package org.popfetch.doctor;

import java.util.List;
import java.util.Locale;
import org.popfetch.account.Tls;

/// A part of the way from the configuration to a maildrop and back to a destination.
public enum Part {
  CONFIG("config"),
  /// Where the account names one.
  PROVIDER("provider"),
  PASSWORD("password"),
  /// What stands in the password's place where the account has OAuth 2.0.
  TOKEN("token"),
  NAME("name"),
  CONNECT("connect"),
  TLS("TLS"),
  GREETING("greeting"),
  OFFERS("offers"),
  STARTTLS("STARTTLS"),
  CERTIFICATE("certificate"),
  /// What is offered once TLS is on.
  OFFERS_TLS("offers (TLS)"),
  LOGIN("login"),
  /// What is offered once somebody is logged in.
  OFFERS_LOGIN("offers (login)"),
  MAILDROP("maildrop"),
  STATE("state"),
  DESTINATION("destination"),
  CLOCK("clock");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  /// As people read it.
  String label() {
    return label;
  }

  /// As programs do: "offers-tls".
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The parts of the way to the server and into the maildrop, in their order.
  static List<Part> wayIn(Tls.Mode mode) {
    return switch (mode) {
      case IMPLICIT ->
          List.of(NAME, CONNECT, TLS, CERTIFICATE, GREETING, OFFERS, LOGIN, OFFERS_LOGIN, MAILDROP);
      case STARTTLS ->
          List.of(
              NAME,
              CONNECT,
              GREETING,
              OFFERS,
              STARTTLS,
              CERTIFICATE,
              OFFERS_TLS,
              LOGIN,
              OFFERS_LOGIN,
              MAILDROP);
      case NONE -> List.of(NAME, CONNECT, GREETING, OFFERS, LOGIN, OFFERS_LOGIN, MAILDROP);
    };
  }
}
