package org.popfetch.faults;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.popfetch.faults.Arrival.State;

/// One run of a fetcher, and how things were after it.
///
/// @param status empty when it had to be killed because it did not end
/// @param err what it wrote to standard error
/// @param took from its start to its end
/// @param sent the numbers of all letters that were on the server by then
/// @param arrived all that was delivered by then, by this run and those before
/// @param left the numbers of the letters that were on the server then
/// @param said what it said to the server
/// @param ahead how many commands of these did not wait for an answer
record Act(
    OptionalInt status,
    String err,
    Duration took,
    List<Integer> sent,
    List<Arrival> arrived,
    List<Integer> left,
    List<String> said,
    int ahead) {

  /// The letters that arrived whole, as often as they did.
  List<Integer> whole() {
    return numbers(State.EXACT, State.WHOLE);
  }

  /// The letters that arrived octet for octet, as often as they did.
  List<Integer> exact() {
    return numbers(State.EXACT);
  }

  /// The letters of which something else arrived.
  List<Integer> damaged() {
    return numbers(State.DAMAGED);
  }

  private List<Integer> numbers(State... states) {
    List<State> wanted = List.of(states);
    return arrived.stream()
        .filter(one -> wanted.contains(one.state()))
        .map(Arrival::number)
        .sorted()
        .toList();
  }

  /// How often the client asked for message `number` of its session.
  long retrievals(int number) {
    return said.stream().filter(("RETR " + number)::equals).count();
  }

  /// Whether the password went over the line.
  boolean toldPassword() {
    return said.stream().anyMatch(line -> line.startsWith("PASS "));
  }
}
