package org.popfetch.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many small cases, a few at a time: most of what they do is wait for the disk and the loopback.
final class SideBySide {
  private static final int AT_ONCE = 4;

  private SideBySide() {}

  /// A case of a test.
  @FunctionalInterface
  interface Case<T, R> {
    R run(T one) throws Exception;
  }

  /// Runs all of them.
  ///
  /// @throws Exception what the first one that failed threw, with the others' suppressed
  static <T, R> List<R> all(List<T> cases, Case<T, R> test) throws Exception {
    var running = new ArrayList<Future<R>>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (T one : cases) {
        Callable<R> call = () -> test.run(one);
        running.add(threads.submit(call));
      }
    }
    var results = new ArrayList<R>();
    for (Future<R> one : running) {
      results.add(result(one));
    }
    return results;
  }

  private static <R> R result(Future<R> one) throws Exception {
    try {
      return one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw e;
    }
  }
}
