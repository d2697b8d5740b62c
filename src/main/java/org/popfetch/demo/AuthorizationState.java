package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The AUTHORIZATION state (RFC 1939 §4): who is it, and is the maildrop free?
final class AuthorizationState {

  private static final ServerReply REFUSED = ServerReply.err("[AUTH] wrong user name or password");

  private final SessionTerms terms;
  private boolean secured;
  private @Nullable String named;
  private boolean challenged;
  private @Nullable DemoMailbox opened;

  /// @param secured whether the session runs over TLS already
  AuthorizationState(SessionTerms terms, boolean secured) {
    this.terms = terms;
    this.secured = secured;
  }

  /// The mailbox whose maildrop this session has locked, once it has.
  Optional<DemoMailbox> opened() {
    return Optional.ofNullable(opened);
  }

  ServerReply answer(String line) {
    if (challenged) {
      challenged = false;
      return line.equals("*") ? ServerReply.err("cancelled") : plain(line);
    }
    ClientCommand command = ClientCommand.parse(line);
    String user = named;
    named = null; // PASS must follow its USER directly
    return switch (command) {
      case ClientCommand.Capa() -> Capabilities.of(offersStls());
      case ClientCommand.User(var name) -> {
        named = name;
        yield ServerReply.ok("send PASS");
      }
      case ClientCommand.Pass(var secret) ->
          user == null ? ServerReply.err("USER first") : login(user, secret);
      case ClientCommand.Apop(var name, var digest) -> apop(name, digest);
      case ClientCommand.Auth(var mechanism, var initial) -> auth(mechanism, initial);
      case ClientCommand.Stls() ->
          offersStls()
              ? new ServerReply.BeginTls("+OK begin TLS")
              : ServerReply.err("no TLS to begin here");
      case ClientCommand.Quit() -> new ServerReply.Goodbye("+OK bye");
      case ClientCommand.Malformed(var why) -> ServerReply.err(why);
      case ClientCommand.Stat _,
          ClientCommand.List _,
          ClientCommand.Uidl _,
          ClientCommand.Retr _,
          ClientCommand.Top _,
          ClientCommand.Dele _,
          ClientCommand.Noop _,
          ClientCommand.Rset _ ->
          ServerReply.err("log in first");
    };
  }

  /// What was learnt before TLS began is forgotten (RFC 2595 §4).
  void tlsBegan() {
    secured = true;
    named = null;
  }

  private boolean offersStls() {
    return terms.stls() && !secured;
  }

  private ServerReply auth(String mechanism, Optional<String> initial) {
    if (!mechanism.equals("PLAIN")) {
      return ServerReply.err("PLAIN is the only mechanism here");
    }
    if (initial.isEmpty()) {
      challenged = true;
      return new ServerReply.Status("+ ");
    }
    return plain(initial.get().equals("=") ? "" : initial.get());
  }

  /// A PLAIN message: authorization identity, NUL, name, NUL, password (RFC 4616 §2).
  private ServerReply plain(String base64) {
    String[] parts;
    try {
      parts = new String(Base64.getDecoder().decode(base64), ISO_8859_1).split("\0", -1);
    } catch (IllegalArgumentException e) {
      return ServerReply.err("not base64");
    }
    if (parts.length != 3) {
      return ServerReply.err("not a PLAIN message");
    }
    boolean ownMail = parts[0].isEmpty() || parts[0].equals(parts[1]);
    return ownMail ? login(parts[1], parts[2]) : REFUSED;
  }

  private ServerReply login(String user, String secret) {
    DemoMailbox mailbox = terms.mailboxOf(user);
    return mailbox != null && mailbox.accepts(secret.getBytes(ISO_8859_1))
        ? open(mailbox)
        : REFUSED;
  }

  private ServerReply apop(String user, String digest) {
    DemoMailbox mailbox = terms.mailboxOf(user);
    return mailbox != null
            && MessageDigest.isEqual(
                digestOf(mailbox.password()).getBytes(ISO_8859_1), digest.getBytes(ISO_8859_1))
        ? open(mailbox)
        : REFUSED;
  }

  private String digestOf(String password) {
    try {
      var md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest((terms.timestamp() + password).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  private ServerReply open(DemoMailbox mailbox) {
    if (!mailbox.lock(terms.lockPatience())) {
      return ServerReply.err("[IN-USE] another session holds this maildrop");
    }
    opened = mailbox;
    return ServerReply.ok("maildrop locked and ready");
  }
}
