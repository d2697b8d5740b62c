package org.popfetch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popfetch.account.Secret;
import org.popfetch.os.Programs;
import org.popfetch.pop3.Command;
import org.popfetch.pop3.ServerText;
import org.popfetch.testing.KeptSecrets;

/// Secrets are of the type [Secret], which shows itself to nobody, from where they come in to where
/// they go out; so no type that holds one can say it by accident, in a log, a message or the report
/// of a crash.
class SecrecyTest {
  /// The demo server's passwords are in the manual.
  private static final JavaClasses POPFETCH =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.popfetch")
          .that(describe("no demo", one -> !one.getPackageName().equals("org.popfetch.demo")));

  private static final Pattern NAMED_AS_A_SECRET =
      Pattern.compile(
          "(?i)(.*_)?(password|secret|passphrase|token|verifier|credential|refresh|access"
              + "|proof|initial|base64|typed)s?");

  private static final DescribedPredicate<JavaClass> READABLE =
      describe(
          "readable",
          type ->
              List.of("java.lang.String", "char[]", "byte[]", "java.lang.CharSequence")
                  .contains(type.getName()));

  private static final DescribedPredicate<JavaAccess<?>> ASKS_A_SECRET_FOR_ITS_TEXT =
      describe(
          "asks a secret for its text",
          access ->
              access.getTargetOwner().isEquivalentTo(Secret.class)
                  && List.of("reveal", "utf8").contains(access.getName()));

  /// What a secret is told to: mechanisms, the commands that carry their messages, proxies,
  /// authorization servers, keyrings and programs on their standard input, the file of tokens. The
  /// rest looks whether two of them are the same, or whether one can be said.
  private static final Pattern ENTRUSTED =
      Pattern.compile(
          "account\\.Secret|login\\.(Apop|Bearer|Credentials|CramMd5\\$Digest|JavaSasl\\$Begin"
              + "|LoginSasl\\$Password|Plain|Scram)|pop3\\.(Echo|Command\\$(Pass|Apop|Auth|AuthResponse))"
              + "|wire\\.(HttpConnect|Socks5|ClientKey|PemKey)|oauth\\.(Form|TokenFile|Tokens|Pkce)"
              + "|secret\\.(Keychain|NetrcFile|Passwords)|os\\.RealPrograms");

  @Test
  void whatIsNamedAsASecretIsOne() {
    fields()
        .that(
            describe(
                "are named as a secret",
                (JavaField field) ->
                    !field.getModifiers().contains(JavaModifier.STATIC)
                        && NAMED_AS_A_SECRET.matcher(field.getName()).matches()))
        .should()
        .notHaveRawType(READABLE)
        .check(POPFETCH);
  }

  @Test
  void onlyTheEntrustedReadOne() {
    noClasses()
        .that(
            resideInAPackage("org.popfetch..")
                .and(
                    describe(
                        "are not entrusted",
                        one ->
                            !ENTRUSTED
                                .matcher(one.getName().substring("org.popfetch.".length()))
                                .matches())))
        .should()
        .accessTargetWhere(ASKS_A_SECRET_FOR_ITS_TEXT)
        .check(POPFETCH);
  }

  /// All records that hold one, however deep; a new one comes here by itself.
  static Stream<Class<?>> holders() {
    return POPFETCH.stream()
        .map(JavaClass::reflect)
        .<Class<?>>map(one -> one)
        .filter(Class::isRecord)
        .filter(SecrecyTest::holdsSecret);
  }

  @ParameterizedTest
  @MethodSource("holders")
  void noRecordThatHoldsOneShowsIt(Class<?> holder) throws Exception {
    RecordComponent[] components = holder.getRecordComponents();
    Object[] values = Arrays.stream(components).map(SecrecyTest::value).toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = holder.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    String shown = constructor.newInstance(values).toString();
    assertThat(shown).contains("********");
    assertThat(KeptSecrets.isIn(shown)).isFalse();
  }

  @Test
  void thereAreSuchRecords() {
    assertThat(holders().map(Class::getSimpleName))
        .contains("Literal", "OAuth", "Visitor", "Token", "Credentials", "Pass", "Told", "Plain");
  }

  private static boolean holdsSecret(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .anyMatch(component -> isSecret(component.getGenericType()));
  }

  private static boolean isSecret(Type type) {
    return type == Secret.class
        || (type instanceof ParameterizedType wrapped
            && wrapped.getRawType() == Optional.class
            && isSecret(wrapped.getActualTypeArguments()[0]));
  }

  /// Something for a component: the secret, or as little as its type allows.
  private static Object value(RecordComponent component) {
    Class<?> type = component.getType();
    if (isSecret(component.getGenericType())) {
      var secret = new Secret(KeptSecrets.WORD);
      return type == Secret.class ? secret : Optional.of(secret);
    }
    Object nothing = NOTHING.get(type);
    return nothing == null && type == String.class ? "text" : nothing;
  }

  private static final Map<Class<?>, Object> NOTHING =
      Map.of(
          boolean.class,
          false,
          int.class,
          0,
          long.class,
          0L,
          Optional.class,
          Optional.empty(),
          List.class,
          List.of(),
          Map.class,
          Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS abracadabra",
        "pass abracadabra",
        "APOP me abracadabra",
        "AUTH PLAIN AG1lAGFicmFjYWRhYnJh"
      })
  void noCommandThatWasTypedShowsIt(String line) {
    assertThat(KeptSecrets.isIn(Command.Typed.of(line).toString())).isFalse();
  }

  @Test
  void norDoesWhatAProgramPrinted() {
    var ended =
        new Programs.Ended(0, new ServerText("abracadabra\n"), new ServerText("who asks?\n"));
    assertThat(KeptSecrets.isIn(ended.toString())).isFalse();
  }
}
