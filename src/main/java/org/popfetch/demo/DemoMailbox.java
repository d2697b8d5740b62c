package org.popfetch.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One user's mail, in memory: what a session sees as its maildrop.
///
/// May be filled and inspected from any thread while sessions run. A session works on the messages
/// that were there when it locked the maildrop; what is added meanwhile is for the next one (RFC
/// 1939 §5).
public final class DemoMailbox {

  /// A message in its place.
  ///
  /// @param uid unique in this mailbox for ever (RFC 1939 §7)
  record Entry(String uid, DemoMessage message) {}

  private final String user;
  private final String password;
  private final Semaphore lock = new Semaphore(1);
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long lastUid;

  /// An empty mailbox.
  ///
  /// @param user the name to log in with; neither empty nor with blanks, which APOP cannot transmit
  public DemoMailbox(String user, String password) {
    if (!user.matches("\\S+")) {
      throw new IllegalArgumentException("a user's name is not empty and has no blanks");
    }
    this.user = user;
    this.password = password;
  }

  /// A mailbox with messages, whose uids are the same whenever the messages are.
  public DemoMailbox(String user, String password, Collection<DemoMessage> messages) {
    this(user, password);
    messages.forEach(this::add);
  }

  /// The mailbox that `popfetch demo` serves.
  public static DemoMailbox sample() {
    return new DemoMailbox("charles", "difference-engine", SampleMail.all());
  }

  public String user() {
    return user;
  }

  /// In the clear, for the one who shows how to log in: these are no secrets worth keeping.
  public String password() {
    return password;
  }

  /// Adds a message behind the others.
  ///
  /// @return its uid, in the form that Dovecot uses
  public synchronized String add(DemoMessage message) {
    String uid;
    do {
      uid = "%08x65f5e100".formatted(++lastUid);
    } while (entries.containsKey(uid));
    entries.put(uid, new Entry(uid, message));
    return uid;
  }

  /// Adds a message behind the others under a uid of the caller's choice.
  ///
  /// @param uid 1 to 70 printable ASCII characters (RFC 1939 §7), not in use here
  public synchronized void add(String uid, DemoMessage message) {
    if (!uid.matches("[!-~]{1,70}")) {
      throw new IllegalArgumentException("no unique-id in the sense of RFC 1939: " + uid);
    }
    if (entries.putIfAbsent(uid, new Entry(uid, message)) != null) {
      throw new IllegalArgumentException("unique-id in use: " + uid);
    }
  }

  /// Removes a message as another client would have; a session that is under way still has it.
  public synchronized boolean remove(String uid) {
    return entries.remove(uid) != null;
  }

  /// How many messages there are now.
  public synchronized int count() {
    return entries.size();
  }

  /// The sum of the messages' sizes, in octets.
  public synchronized long octets() {
    return entries.values().stream().mapToLong(e -> e.message().size()).sum();
  }

  /// The uids of the messages that are there now, in their order.
  public synchronized List<String> uids() {
    return List.copyOf(entries.keySet());
  }

  /// Whether a session holds the maildrop at this moment.
  public boolean inUse() {
    return lock.availablePermits() == 0;
  }

  /// The messages of this moment, in the order of their numbers.
  synchronized List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  /// What the UPDATE state does (RFC 1939 §6).
  synchronized void expunge(Collection<Entry> deleted) {
    deleted.forEach(e -> entries.remove(e.uid(), e));
  }

  /// Takes the exclusive-access lock of RFC 1939 §4; who got true must [#unlock].
  ///
  /// @param patience how long a session that is just ending is waited for
  boolean lock(Duration patience) {
    try {
      return lock.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return false; // nobody interrupts; if somebody does, busy is a true answer
    }
  }

  void unlock() {
    lock.release();
  }

  /// Whether these octets are the password's, in UTF-8.
  boolean accepts(byte[] candidate) {
    return MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), candidate);
  }

  @Override
  public String toString() {
    return "DemoMailbox[" + user + ", " + count() + " messages]";
  }
}
