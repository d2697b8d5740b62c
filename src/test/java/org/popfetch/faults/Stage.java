package org.popfetch.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.popfetch.faults.server.FaultPlan;
import org.popfetch.faults.server.FaultServer;
import org.popfetch.faults.server.Letter;
import org.popfetch.faults.server.Protection;
import org.popfetch.peers.Fetcher;
import org.popfetch.peers.Order;

/// Where a situation is played: a server, a home, a fetcher.
final class Stage implements AutoCloseable {
  /// Who has not ended by then never will.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Fetcher fetcher;
  private final Path home;
  private final FaultServer server;
  private final List<Letter> sent = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final List<Process> started = new ArrayList<>();
  private Order order;
  private long began;

  private Stage(Fetcher fetcher, Path home, FaultServer server, Order order) {
    this.fetcher = fetcher;
    this.home = home;
    this.server = server;
    this.order = order;
  }

  static Stage set(Fetcher fetcher, Path home, Protection protection, UnaryOperator<Order> ordering)
      throws IOException {
    FaultServer server = FaultServer.start(protection);
    var stage = new Stage(fetcher, home, server, ordering.apply(Order.simple(server.port())));
    stage.program("");
    fetcher.configure(home, stage.order);
    return stage;
  }

  FaultServer server() {
    return server;
  }

  /// What the server does from now on.
  void plan(FaultPlan plan) {
    server.plan(plan);
  }

  /// A file or folder in the fetcher's home.
  Path path(String name) {
    return home.resolve(name);
  }

  /// The file in which the fetcher remembers what it has seen.
  Path state() {
    return fetcher.state(home, order);
  }

  /// Puts letters on the server, behind those that are there.
  void send(Letter... letters) {
    server.mailbox().add(letters);
    sent.addAll(List.of(letters));
  }

  /// Puts letters on the server in place of all that are there.
  void replace(Letter... letters) {
    server.mailbox().replace(letters);
    sent.addAll(List.of(letters));
  }

  /// Puts the letters from 1 to `last` on the server.
  void sendLetters(int last) {
    for (int number = 1; number <= last; number++) {
      send(Letter.of(number));
    }
  }

  /// Tells the fetcher something else from now on.
  void order(UnaryOperator<Order> change) throws IOException {
    order = change.apply(order);
    fetcher.configure(home, order);
  }

  /// Makes the delivery program, for shell lines that may look at the message in `$f` before it is
  /// put into `taken`.
  void program(String lines) throws IOException {
    Files.createDirectories(home.resolve("taken"));
    programAlone(
        "f=$(mktemp \"$d/at-work-XXXXXX\")\ncat > \"$f\"\n"
            + lines
            + "\nmv \"$f\" \"$d/taken/\"\n");
  }

  /// Makes a delivery program of these shell lines, in which `$d` is the home.
  void programAlone(String lines) throws IOException {
    Path program = home.resolve("program");
    Path next = home.resolve("program.next");
    Files.writeString(next, "#!/bin/sh\nd='" + home + "'\n" + lines);
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwx------"));
    Files.move(next, program, StandardCopyOption.REPLACE_EXISTING);
  }

  /// One run, from its start to its end.
  void run() throws IOException, InterruptedException {
    end(start());
  }

  Process start() throws IOException {
    began = System.nanoTime();
    Process process = fetcher.start(home);
    started.add(process);
    return process;
  }

  /// Waits for the end of a run.
  void end(Process process) throws IOException, InterruptedException {
    boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    if (!ended) {
      kill(process);
    }
    int ahead = server.saidAhead();
    acts.add(
        new Act(
            ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(),
            Files.readString(home.resolve("err"), ISO_8859_1),
            took,
            sent.stream().map(Letter::number).distinct().sorted().toList(),
            arrived(),
            server.mailbox().numbers(),
            server.takeSaid(),
            ahead));
  }

  List<Arrival> arrived() throws IOException {
    return Arrival.in(home, sent, others);
  }

  private boolean haveArrived(int letters) throws IOException {
    return arrived().size() >= letters;
  }

  /// Starts a run, and returns once it has said something to the server and has delivered so many
  /// letters; or when it is clear that it will not deliver them before the server goes on.
  Process startUntil(String said, int letters) throws IOException {
    Process process = start();
    await(process, () -> server.hasHeard(said), PATIENCE);
    await(process, () -> haveArrived(letters), Duration.ofSeconds(3));
    return process;
  }

  /// Whether popfetch has recorded so many messages as delivered: what has arrived and is not yet
  /// recorded may come again where a program cannot be asked, or others moved it away.
  boolean areRecorded(int messages) throws IOException {
    String text = Files.exists(state()) ? Files.readString(state(), ISO_8859_1) : "";
    return text.lines().filter(line -> line.contains(" delivered ")).count() >= messages;
  }

  /// Something that becomes true while a run goes on.
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Waits until something holds, the run has ended, or the time is over.
  void await(Process process, Condition condition, Duration most) throws IOException {
    long deadline = System.nanoTime() + most.toNanos();
    while (process.isAlive() && !condition.holds() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /// SIGKILL, also to what it started.
  void kill(Process process) throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly().waitFor();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  void signal(String name, Process process) throws IOException, InterruptedException {
    began = System.nanoTime();
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /// Writes a file in the home.
  void write(String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text, StandardCharsets.UTF_8);
  }

  /// Notes something that went wrong, beside what is counted anyway.
  void remark(String what) {
    remarks.add(what);
  }

  /// Another program puts a message into the mbox.
  void appendToMbox(String message) throws IOException {
    others.add(message);
    Files.writeString(
        home.resolve("mbox"),
        "From other@example.net Tue Mar  3 10:00:00 2026\n" + message + "\n",
        StandardOpenOption.APPEND,
        StandardOpenOption.CREATE);
  }

  /// Notes whether what other programs put into the mbox is there no more.
  void lookForOthers() throws IOException {
    if (!Mbox.messages(home.resolve("mbox")).containsAll(others)) {
      remark("the other program's message is gone");
    }
  }

  /// Notes whether something half-way is left, wherever a fetcher may have put it.
  void lookForLeftovers() throws IOException {
    for (String folder : List.of("Mail/tmp", ".local/state/popfetch/work/spool")) {
      if (Files.isDirectory(home.resolve(folder)) && !isEmpty(home.resolve(folder))) {
        remark("stray file in " + folder);
      }
    }
    if (Files.exists(home.resolve("mbox.lock"))) {
      remark("stale mbox.lock");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  Played played(boolean secretly) {
    return new Played(List.copyOf(acts), order.keep(), secretly, List.copyOf(remarks));
  }

  @Override
  public void close() throws IOException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    server.close();
  }
}
