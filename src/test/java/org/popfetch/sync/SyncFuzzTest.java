package org.popfetch.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.account.Account;
import org.popfetch.account.Keep;
import org.popfetch.report.Event;
import org.popfetch.report.ExitStatus;
import org.popfetch.report.Failed;

/// Any octets as the server's side of a run that delivers and deletes: the run ends, with a status
/// for what the server did, deletes no more than it delivered, leaves nothing lying about, and the
/// run after it reads the state.
///
/// An input is what the server says; before each line `C` it waits for a command, though not for
/// long.
class SyncFuzzTest {
  /// How long a server waits for a command that does not come, in milliseconds.
  private static final int PATIENCE = 5;

  private static final Set<ExitStatus> FOR_A_SERVERS_FAULT =
      Set.of(
          ExitStatus.OK,
          ExitStatus.UNREACHABLE,
          ExitStatus.PROTOCOL,
          ExitStatus.TRY_LATER,
          ExitStatus.LOGIN);

  private static final Pattern WAIT = Pattern.compile("(?:\\A|(?<=\n))C\n");
  private static final Pattern DELE = Pattern.compile("DELE ([0-9]+)");

  @TempDir Path root;

  @FuzzTest
  void anyServerIsSurvived(byte[] input) throws Exception {
    clear();
    var bench = new Bench(root);
    List<String> said = List.of(WAIT.split(new String(input, ISO_8859_1), -1));
    // Jazzer takes any connection for a finding; this one is to the loopback server beside it.
    try (var _ = BugDetectors.allowNetworkConnections((_, _) -> true);
        var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listening.setSoTimeout(5000);
      var heard =
          CompletableFuture.supplyAsync(() -> serve(listening, said), Thread::startVirtualThread);
      Account account = bench.account(listening.getLocalPort()).withKeep(new Keep.UntilDelivered());
      Bench.Ran ran = bench.sync(account);
      check(bench, account, ran, heard.join());
    }
  }

  private static void check(Bench bench, Account account, Bench.Ran ran, List<String> commands)
      throws Failed {
    assertThat(ran.status()).isIn(FOR_A_SERVERS_FAULT);
    assertThat(ran.lines()).noneMatch(line -> line.matches("(?s).*\\p{Cntrl}.*"));
    assertThat(bench.leftovers()).isEmpty();
    List<String> deleted =
        commands.stream().map(DELE::matcher).filter(Matcher::matches).map(Matcher::group).toList();
    List<String> delivered = bench.subjects();
    assertThat(deleted).doesNotHaveDuplicates();
    assertThat(deleted.size()).isLessThanOrEqualTo(delivered.size());
    assertThat(ran.heard().all(Event.Delivered.class)).hasSameSizeAs(delivered);
    List<String> remembered = bench.remembered(account);
    assertThat(remembered.stream().filter(line -> line.contains(" delivered")))
        .hasSameSizeAs(delivered);
    assertThat(remembered).noneMatch(line -> line.endsWith("intended"));
  }

  /// Says its pieces to the first who comes, and gives back the commands.
  private static List<String> serve(ServerSocket listening, List<String> said) {
    var heard = new ArrayList<String>();
    try (Socket socket = listening.accept()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE);
      for (int i = 0; i < said.size(); i++) {
        if (i > 0) {
          heard.add(command(socket));
        }
        socket.getOutputStream().write(said.get(i).getBytes(ISO_8859_1));
      }
      socket.shutdownOutput();
      String last;
      do {
        last = command(socket);
        heard.add(last);
      } while (!last.isEmpty());
    } catch (IOException clientLeft) {
      return heard;
    }
    return heard;
  }

  /// A line without its end; empty when none came.
  private static String command(Socket socket) throws IOException {
    var line = new StringBuilder();
    try {
      for (int c = socket.getInputStream().read();
          c >= 0 && c != '\n';
          c = socket.getInputStream().read()) {
        line.append((char) c);
      }
    } catch (SocketTimeoutException silent) {
      return "";
    }
    return line.toString().strip();
  }

  private void clear() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path one :
          all.filter(one -> !one.equals(root)).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
