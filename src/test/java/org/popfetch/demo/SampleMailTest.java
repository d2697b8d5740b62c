package org.popfetch.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SampleMailTest {

  private static final List<DemoMessage> ALL = SampleMail.all();
  private static final Pattern DOMAIN = Pattern.compile("(?<=[\\w\"])@([\\w.-]+\\w)");

  @Test
  void isTheSameAtEveryCall() throws IOException {
    List<DemoMessage> again = SampleMail.all();
    assertThat(again).hasSameSizeAs(ALL).hasSize(24);
    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i).octets()).isEqualTo(ALL.get(i).octets());
    }
  }

  @Test
  void hasTheSizeItTells() throws IOException {
    for (DemoMessage message : ALL) {
      assertThat(message.octets()).hasSize((int) message.size());
    }
    assertThat(ALL).anyMatch(message -> message.size() > 3_000_000);
  }

  @Test
  void writesToNobodyReal() throws IOException {
    for (DemoMessage message : ALL) {
      assertThat(DOMAIN.matcher(text(message)).results().map(m -> m.group(1)))
          .isNotEmpty()
          .allMatch(domain -> domain.matches("(.*\\.)?example\\.(org|com|net)"));
    }
  }

  @Test
  void givesEachMessageAnIdOfItsOwn() throws Exception {
    var ids = new HashSet<String>();
    for (DemoMessage message : ALL) {
      assertThat(ids.add(parse(message).getMessageID())).as(text(message)).isTrue();
    }
  }

  @Test
  void isMailThatAMailLibraryUnderstands() throws Exception {
    var subjects = new ArrayList<String>();
    for (DemoMessage message : ALL) {
      MimeMessage mime = parse(message);
      assertThat(mime.getSentDate()).as(mime.getSubject()).isNotNull();
      assertThat(mime.getFrom()).as(mime.getSubject()).hasSize(1);
      assertThat(mime.getAllRecipients()).as(mime.getSubject()).isNotEmpty();
      if (mime.isMimeType("multipart/*")) {
        assertThat(((Multipart) mime.getContent()).getCount()).as(mime.getSubject()).isPositive();
      }
      subjects.add(mime.getSubject());
    }
    assertThat(subjects)
        .contains(
            "Re: Zahlungsziel – Entwurf",
            "О вращении твёрдого тела",
            "Le carré de la vitesse",
            "円周率について");
  }

  @Test
  void decodesInTheirOwnCharsets() throws Exception {
    assertThat(body("sofja@example.com")).contains("волчок вращается");
    assertThat(body("emilie@example.org")).contains("pour en être sûre");
    assertThat(body("seki@example.com")).contains("円周率を十一桁まで求めました。");
  }

  @Test
  void holdsWhatBreaksMailFetchers() throws IOException {
    var all = new StringBuilder();
    for (DemoMessage message : ALL) {
      all.append(text(message)).append('\0');
    }
    assertThat(all.toString())
        .contains("\r\n.\r\n", "\r\n..\r\n", "\r\n.foo\r\n", "\r\nFrom rowland", "\r\n>From here")
        .contains("(EOM)\r\n\r\n\0", "header\r\n\0", "too narrow to\0")
        .contains("Return-Path: <>\r\n", "List-Id: ", "method=REQUEST")
        .contains("Reziprozit\u00e4t", "\r]", "=".repeat(100_000));
  }

  @Test
  void makesManyMessagesOfExactlyOneSize() throws IOException {
    for (int size : new int[] {1024, 1025, 1100, 1101, 4096, 100_000}) {
      for (DemoMessage message : SampleMail.many(40, size, 7)) {
        assertThat(message.size()).isEqualTo(size);
        assertThat(message.octets()).hasSize(size);
        assertThat(text(message)).endsWith("\r\n").doesNotContainPattern("[^\r]\n|\r[^\n]");
      }
    }
    assertThatThrownBy(() -> SampleMail.many(1, 1023, 7)).hasMessageContaining("no room");
  }

  @Test
  void makesManyMessagesThatDifferButRecur() throws IOException {
    var bodies = new HashSet<Integer>();
    for (DemoMessage message : SampleMail.many(300, 2048, 7)) {
      assertThat(bodies.add(Arrays.hashCode(message.octets()))).isTrue();
      assertThat(message.octets()).isEqualTo(message.octets());
    }
    DemoMessage mine = SampleMail.many(9, 2048, 7).get(8);
    assertThat(mine.octets())
        .isEqualTo(SampleMail.many(99, 2048, 7).get(8).octets())
        .isNotEqualTo(SampleMail.many(9, 2048, 8).get(8).octets());
  }

  private static String body(String sender) throws Exception {
    for (DemoMessage message : ALL) {
      if (text(message).startsWith("Return-Path: <" + sender + ">")) {
        return (String) parse(message).getContent();
      }
    }
    throw new AssertionError("nothing from " + sender);
  }

  private static String text(DemoMessage message) throws IOException {
    return new String(message.octets(), ISO_8859_1);
  }

  private static MimeMessage parse(DemoMessage message) throws IOException, MessagingException {
    var session = Session.getInstance(new Properties());
    return new MimeMessage(session, new ByteArrayInputStream(message.octets()));
  }
}
