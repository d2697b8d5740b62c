package org.popfetch.report;

/// Something that did not work, told for the person at the keyboard. A report puts the account in front:
///
///     work: fetching message 3 of 5: the server answered "-ERR cannot open message"; tried again next time
///
/// @param kind what sort of trouble it is; decides the exit status
/// @param doing what was being done: "fetching message 3 of 5"
/// @param cause what came back, escaped and free of secrets
/// @param next what popfetch does about it, and what the user can do; may be empty
public record Failure(Kind kind, String doing, String cause, String next) {
  /// The sorts of trouble.
  public enum Kind {
    /// The host has no address.
    UNKNOWN_HOST(ExitStatus.UNKNOWN_HOST),
    /// No connection, or it broke, or the server fell silent.
    UNREACHABLE(ExitStatus.UNREACHABLE),
    /// TLS was refused, or the certificate is not to be trusted.
    TLS(ExitStatus.UNREACHABLE),
    /// The server does not accept the credentials.
    LOGIN_REFUSED(ExitStatus.LOGIN),
    /// There is no password to try.
    NO_PASSWORD(ExitStatus.LOGIN),
    /// The server says no for now, to the session or to one message.
    SERVER_REFUSED(ExitStatus.TRY_LATER),
    /// Another run holds the account.
    HELD(ExitStatus.TRY_LATER),
    /// The server broke the protocol.
    PROTOCOL(ExitStatus.PROTOCOL),
    /// A delivery failed for a reason on this side.
    DELIVERY(ExitStatus.DELIVERY),
    /// A delivery program asked for another try later.
    DELIVERY_LATER(ExitStatus.TRY_LATER),
    /// A sink or the state cannot be opened.
    CANNOT_OPEN(ExitStatus.CANNOT_OPEN),
    /// The configuration asks for what cannot be.
    CONFIG(ExitStatus.CONFIG),
    /// The run was told to stop before this was done.
    STOPPED(ExitStatus.TRY_LATER),
    /// A bug in popfetch.
    BUG(ExitStatus.BUG);

    private final ExitStatus status;

    Kind(ExitStatus status) {
      this.status = status;
    }

    public ExitStatus status() {
      return status;
    }
  }

  public Failure(Kind kind, String doing, String cause) {
    this(kind, doing, cause, "");
  }

  /// A bug in popfetch, with the place where it showed.
  public static Failure bug(String doing, Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return new Failure(
        Kind.BUG, doing, "a bug in popfetch: " + bug + place, "please report it with this line");
  }

  public ExitStatus status() {
    return kind.status();
  }

  /// The same failure, with another word on what happens next.
  public Failure withNext(String other) {
    return new Failure(kind, doing, cause, other);
  }

  /// The same failure, seen as part of something larger.
  public Failure whileDoing(String other) {
    return new Failure(kind, other, cause, next);
  }

  /// One line, without the account: what was tried, what came back, what happens next.
  @Override
  public String toString() {
    return doing + ": " + cause + (next.isEmpty() ? "" : "; " + next);
  }
}
