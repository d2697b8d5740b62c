package org.popfetch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.popfetch.message.HeaderDigest;

/// Whatever is put in and removed: it finds what a map finds.
class SeenMessagesTest {
  private final SeenMessages messages = new SeenMessages();
  private final Map<Identity, SeenMessage> model = new HashMap<>();

  @Test
  void findsWhatAMapFinds() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var test = new SeenMessagesTest();
      for (int step = 0; step < 400; step++) {
        test.change(random);
      }
      test.check(random);
    }
  }

  @Test
  void growsToManyMoreThanWereExpected() {
    messages.expect(10);
    for (int i = 0; i < 5000; i++) {
      put(Samples.id(i), new Random(i));
    }
    check(new Random(1));
  }

  /// Texts that differ in their last octet, or in how long they are, are others.
  @Test
  void tellsTextsApartOctetByOctet() {
    for (String text : List.of("", "a", "b", "aa", "a\u0000", "\u00ff", "\u007f", "?", "a?")) {
      put(new Identity(Identity.Kind.UID, text, 0), new Random(text.hashCode()));
    }
    check(new Random(1));
    assertThat(messages).hasSize(9);
  }

  private void change(Random random) {
    Identity id = anyIdentity(random);
    if (random.nextInt(4) == 0) {
      messages.remove(id);
      model.remove(id);
    } else {
      put(id, random);
    }
    assertThat(messages.find(id)).isEqualTo(Optional.ofNullable(model.get(id)));
  }

  private void put(Identity id, Random random) {
    SeenMessage one = anyMessage(id, random);
    messages.put(one);
    model.put(id, one);
  }

  private void check(Random random) {
    assertThat(messages).containsExactlyInAnyOrderElementsOf(model.values());
    assertThat(messages).hasSize(model.size());
    List<SeenMessage> gone = model.values().stream().filter(SeenMessage::isGone).toList();
    assertThat(messages.gone()).containsExactlyInAnyOrderElementsOf(gone);
    assertThat(messages.gone()).hasSize(gone.size());
    for (Identity id : identities(random)) {
      assertThat(messages.find(id)).isEqualTo(Optional.ofNullable(model.get(id)));
      assertThat(messages.under(id.kind(), id.text())).isEqualTo(under(id));
    }
  }

  private List<Identity> identities(Random random) {
    List<Identity> all = new ArrayList<>(model.keySet());
    for (int i = 0; i < 50; i++) {
      all.add(anyIdentity(random));
    }
    return all;
  }

  private List<SeenMessage> under(Identity id) {
    return model.values().stream()
        .filter(one -> one.id().kind() == id.kind() && one.id().text().equals(id.text()))
        .sorted(Comparator.comparingInt(one -> one.id().copy()))
        .toList();
  }

  private static Identity anyIdentity(Random random) {
    Identity.Kind kind = random.nextInt(5) == 0 ? Identity.Kind.DIGEST : Identity.Kind.UID;
    return new Identity(
        kind, "text-" + random.nextInt(60), random.nextInt(3) == 0 ? random.nextInt(4) : 0);
  }

  private static SeenMessage anyMessage(Identity id, Random random) {
    boolean digested = random.nextBoolean();
    return new SeenMessage(
        id,
        random.nextInt(-1, 5000),
        digested
            ? Optional.of(new HeaderDigest(random.nextLong(), random.nextLong()))
            : Optional.empty(),
        random.nextBoolean() ? SeenMessage.How.DELIVERED : SeenMessage.How.CAUGHT_UP,
        random.nextLong(1, 2_000_000_000),
        random.nextBoolean() ? Stamp.NONE : random.nextLong(2_000_000_000),
        random.nextBoolean() ? Stamp.NONE : random.nextLong(2_000_000_000));
  }
}
