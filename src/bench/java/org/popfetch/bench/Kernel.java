package org.popfetch.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/// Two calls to Linux that Java has not got: see prctl(2) and wait4(2).
final class Kernel {
  /// What a process took, with all of its children that it waited for.
  ///
  /// @param status as a shell has it: 128 and the signal for one that was killed
  /// @param cpu in user and in kernel mode
  /// @param peakKilobytes of resident memory, in the largest of these processes
  record Account(int status, Duration cpu, long peakKilobytes) {}

  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int EINTR = 4;

  /// `struct rusage` where `long` has 64 bits: four that are used of the sixteen and two fields.
  private static final long RUSAGE_OCTETS = 144;

  private static final long USER_SECONDS = 0;
  private static final long USER_MICROS = 8;
  private static final long SYSTEM_SECONDS = 16;
  private static final long SYSTEM_MICROS = 24;
  private static final long PEAK = 32;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERROR_NUMBER =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle PRCTL =
      call(
          "prctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle WAIT4 =
      call("wait4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS), ERRNO);

  private Kernel() {}

  @SuppressWarnings("restricted") // run with --enable-native-access
  private static MethodHandle call(
      String name, FunctionDescriptor descriptor, Linker.Option option) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, option);
  }

  /// From now on, whoever loses its parent among this process's descendants becomes its child.
  static void adoptOrphans() {
    try {
      int answer = (int) PRCTL.invokeExact(PR_SET_CHILD_SUBREAPER, 1L);
      if (answer != 0) {
        throw new IllegalStateException("prctl was refused");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits for the end of a child that Java did not start, or that was left to this process by one.
  ///
  /// @throws IOException when it is no child
  static Account await(int pid) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(Linker.Option.captureStateLayout());
      MemorySegment status = arena.allocate(JAVA_INT);
      MemorySegment rusage = arena.allocate(RUSAGE_OCTETS, JAVA_LONG.byteAlignment());
      int answer;
      do {
        answer = (int) WAIT4.invokeExact(error, pid, status, 0, rusage);
      } while (answer < 0 && (int) ERROR_NUMBER.get(error, 0L) == EINTR);
      if (answer != pid) {
        throw new IOException("there is no child with the number " + pid);
      }
      return new Account(status(status.get(JAVA_INT, 0)), cpu(rusage), rusage.get(JAVA_LONG, PEAK));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status(int word) {
    int signal = word & 0x7f;
    return signal == 0 ? (word >> 8) & 0xff : 128 + signal;
  }

  private static Duration cpu(MemorySegment rusage) {
    long seconds = rusage.get(JAVA_LONG, USER_SECONDS) + rusage.get(JAVA_LONG, SYSTEM_SECONDS);
    long micros = rusage.get(JAVA_LONG, USER_MICROS) + rusage.get(JAVA_LONG, SYSTEM_MICROS);
    return Duration.ofSeconds(seconds).plusNanos(1000 * micros);
  }
}
