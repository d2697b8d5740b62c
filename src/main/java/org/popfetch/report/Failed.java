package org.popfetch.report;

/// Thrown by every room when something outside of the program did not work: a server, a disk, a
/// file of the user's. A bug is thrown as something else.
public final class Failed extends Exception {
  private final Failure failure;

  public Failed(Failure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public Failed(Failure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  public Failed(Failure.Kind kind, String doing, String cause, String next) {
    this(new Failure(kind, doing, cause, next));
  }

  public Failure failure() {
    return failure;
  }
}
