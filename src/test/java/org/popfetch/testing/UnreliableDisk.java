package org.popfetch.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popfetch.os.Disk;
import org.popfetch.os.DiskFile;
import org.popfetch.os.RealDisk;
import org.popfetch.os.Step;

/// A disk that remembers what was forced, so that the rest can be lost. Processes live on it, each
/// with a listener of its own that may end it, before the plug is pulled by [#lose].
///
/// What is below its root is kept as follows; what is beside it is durable at once.
///
/// - A name (of a file, a further link to it, or a directory) is durable when its own directory was
///   forced since; forcing a file does nothing for its name. What was not forced is lost in the
///   order in which it changed, as on a file system with a journal of its metadata, or in any
///   order. A rename into another directory may leave both names, never none of them.
/// - Octets are durable when the file was forced since. Otherwise each block is as it was forced or
///   as it was written, a file that changed its length has any length in between, and one that grew
///   may show NULs where a block was not written.
///
/// Safe for use by many threads; [#lose] when none is at work.
public final class UnreliableDisk {
  private static final int BLOCK = 512;

  private final Path root;
  private final Map<Path, Node> names = new HashMap<>();
  private final Map<Path, Node> durableNames = new TreeMap<>();
  private final List<Change> pending = new ArrayList<>();

  /// What a name leads to.
  private static final class Node {
    private final boolean directory;

    /// What was forced of a file.
    private byte[] durable = {};

    Node(boolean directory) {
      this.directory = directory;
    }
  }

  /// A name that came, or went.
  ///
  /// @param node nothing when it went
  /// @param former the name in the same directory that went at the same moment
  /// @param after what comes with it at the latest
  private record Change(
      Path name, @Nullable Node node, @Nullable Path former, @Nullable Change after) {
    static Change of(Path name, @Nullable Node node) {
      return new Change(name, node, null, null);
    }
  }

  /// @param root what is there now is durable
  public UnreliableDisk(Path root) throws IOException {
    this.root = root.toAbsolutePath().normalize();
    takeAsDurable();
  }

  private void takeAsDurable() throws IOException {
    names.clear();
    durableNames.clear();
    pending.clear();
    if (!Files.exists(root)) {
      return;
    }
    for (Path path : below(root)) {
      Node node = new Node(Files.isDirectory(path));
      if (!node.directory) {
        node.durable = Files.readAllBytes(path);
      }
      names.put(path, node);
    }
    durableNames.putAll(names);
  }

  private static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> !path.equals(directory)).toList();
    }
  }

  /// The disk in the hands of a process.
  ///
  /// @param listener hears of every step, and may forbid it
  public Disk process(Disk.StepListener listener) {
    return new Hands(listener);
  }

  private static Path place(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private synchronized Node came(Path name, Node node) {
    names.put(name, node);
    pending.add(Change.of(name, node));
    return node;
  }

  private synchronized void went(Path name) {
    if (names.remove(name) != null) {
      pending.add(Change.of(name, null));
    }
  }

  private synchronized void moved(Path from, Path to) {
    Node node = names.remove(from);
    if (node != null) {
      names.put(to, node);
      if (from.resolveSibling("").equals(to.resolveSibling(""))) {
        pending.add(new Change(to, node, from, null));
      } else {
        Change arrival = Change.of(to, node);
        pending.add(arrival);
        pending.add(new Change(from, null, null, arrival));
      }
    }
  }

  private synchronized void linked(Path file, Path name) {
    Node node = names.get(file);
    if (node != null) {
      came(name, node);
    }
  }

  private synchronized @Nullable Node at(Path file) {
    return names.get(file);
  }

  private synchronized void forced(Path directory) {
    settle(change -> directory.equals(change.name.getParent()));
  }

  /// Makes changes durable, in their order.
  private void settle(Predicate<Change> which) {
    for (Change change : List.copyOf(pending)) {
      if (which.test(change)) {
        settle(change);
      }
    }
  }

  private void settle(Change change) {
    if (!pending.remove(change)) {
      return;
    }
    if (change.after != null) {
      settle(change.after);
    }
    if (change.former != null) {
      durableNames.remove(change.former);
    }
    if (change.node == null) {
      durableNames.remove(change.name);
    } else {
      durableNames.put(change.name, change.node);
    }
  }

  /// Leaves on the real disk what a machine could find there after its power was cut, and goes on
  /// from there.
  public synchronized void lose(Random random) throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> settle(_ -> false);
      case 1 -> {
        List<Change> kept = List.copyOf(pending.subList(0, random.nextInt(pending.size() + 1)));
        settle(kept::contains);
      }
      default -> settle(_ -> random.nextBoolean());
    }
    leave((durable, latest) -> survivors(durable, latest, random));
  }

  /// The same where nothing survives that was not forced.
  public synchronized void loseAll() throws IOException {
    leave((durable, _) -> durable);
  }

  private void leave(BinaryOperator<byte[]> octets) throws IOException {
    Map<Node, byte[]> written = written();
    if (Files.exists(root)) {
      for (Path path : below(root).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    Map<Node, byte[]> left = new HashMap<>();
    for (var entry : durableNames.entrySet()) { // directories before what is in them
      Path path = entry.getKey();
      Node node = entry.getValue();
      if (!Files.isDirectory(path.resolveSibling("."))) {
        continue; // its directory itself is lost
      }
      if (node.directory) {
        Files.createDirectory(path);
      } else {
        byte[] latest = written.getOrDefault(node, node.durable);
        Files.write(path, left.computeIfAbsent(node, n -> octets.apply(n.durable, latest)));
      }
    }
    takeAsDurable();
  }

  private Map<Node, byte[]> written() throws IOException {
    Map<Node, byte[]> written = new HashMap<>();
    for (var name : names.entrySet()) {
      if (!name.getValue().directory && Files.exists(name.getKey())) {
        written.put(name.getValue(), Files.readAllBytes(name.getKey()));
      }
    }
    return written;
  }

  /// A file between what was forced and what was written: of any length in between, and each block
  /// as it was forced, NULs where nothing was, or as it was written.
  private static byte[] survivors(byte[] durable, byte[] latest, Random random) {
    int low = Math.min(durable.length, latest.length);
    int high = Math.max(durable.length, latest.length);
    byte[] result = Arrays.copyOf(durable, low + random.nextInt(high - low + 1));
    boolean whole = random.nextBoolean();
    for (int at = 0; at < result.length; at += BLOCK) {
      int to = Math.min(Math.min(at + BLOCK, result.length), latest.length);
      if (to > at && (whole || random.nextBoolean())) {
        System.arraycopy(latest, at, result, at, to - at);
      }
    }
    return result;
  }

  /// What one process does.
  private final class Hands implements Disk {
    private final StepListener listener;
    private final RealDisk disk;

    Hands(StepListener listener) {
      this.listener = listener;
      this.disk = new RealDisk(listener);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
      return watched(file, disk.create(file), true);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
      return watched(file, disk.open(file), false);
    }

    private DiskFile watched(Path file, DiskFile open, boolean fresh) {
      Path place = place(file);
      if (!place.startsWith(root)) {
        return open;
      }
      Node known = fresh ? null : at(place);
      return new Watched(open, known == null ? came(place, new Node(false)) : known);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      disk.rename(from, to);
      moved(place(from), place(to));
    }

    @Override
    public void link(Path file, Path name) throws IOException {
      disk.link(file, name);
      linked(place(file), place(name));
    }

    @Override
    public void remove(Path file) throws IOException {
      disk.remove(file);
      went(place(file));
    }

    /// Believes of the real disk only what it did, step by step.
    @Override
    public void makeDirectories(Path directory) throws IOException {
      List<Step> heard = new ArrayList<>();
      try {
        new RealDisk(
                step -> {
                  listener.before(step);
                  heard.add(step);
                })
            .makeDirectories(directory);
      } finally {
        heard.forEach(this::happened);
      }
    }

    private void happened(Step step) {
      Path target = place(step.target());
      if (step.kind() == Step.Kind.FORCE_DIRECTORY) {
        forced(target);
      } else if (target.startsWith(root) && !target.equals(root) && at(target) == null) {
        came(target, new Node(true));
      }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      disk.forceDirectory(directory);
      forced(place(directory));
    }

    @Override
    public void forceAll(List<Path> files) throws IOException {
      disk.forceAll(files);
      for (Path file : files) {
        Node node = at(place(file));
        if (node != null) {
          node.durable = Files.readAllBytes(file);
        }
      }
    }
  }

  /// An open file whose forced contents are kept.
  private static final class Watched implements DiskFile {
    private final DiskFile file;
    private final Node node;

    Watched(DiskFile file, Node node) {
      this.file = file;
      this.node = node;
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
      file.write(octets);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public void position(long position) throws IOException {
      file.position(position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    /// Reads through the same open file: to close another one would drop its locks.
    @Override
    public void force() throws IOException {
      file.force();
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
      while (all.hasRemaining() && file.read(all, all.position()) >= 0) {}
      node.durable = all.array();
    }

    @Override
    public boolean tryLock() throws IOException {
      return file.tryLock();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
