package org.popfetch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileDescriptor;
import java.io.RandomAccessFile;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The floor plan: which room may import from which, and what only one room may touch.
///
/// A room is a package; a row holds rooms that stand side by side. A room imports from rows above
/// its own; from a neighbour only where [#NEIGHBOURS] says so. To add a room, put it into [#ROWS].
class FloorPlanTest {
  private static final String BASE = "org.popfetch.";

  private static final List<List<String>> ROWS =
      List.of(
          List.of("account", "pop3", "report"),
          List.of("config", "secret", "login", "wire", "os", "oauth", "message", "terminal"),
          List.of("session", "plan", "deliver", "seen"),
          List.of("sync", "browse", "doctor", "shell"),
          List.of("demo", "cli"));

  /// Imports within a row. None of them may close a circle.
  private static final Map<String, Set<String>> NEIGHBOURS =
      Map.of(
          // Events and failures tell of accounts, in the protocol's words.
          "report", Set.of("account", "pop3"),
          // PASS carries a secret.
          "pop3", Set.of("account"),
          // The files that they read have to be private, and a password may come from a program.
          "config", Set.of("os"),
          // Where there is a token instead of a password.
          "secret", Set.of("os", "oauth"),
          // Tokens are kept in files, and come over TLS.
          "oauth", Set.of("os", "wire"),
          // A tunnel is a program.
          "wire", Set.of("os"),
          // What was delivered before is what a plan is made from.
          "plan", Set.of("seen"),
          // A doctor knows what a run remembers about a server, and when it is told to stop.
          "doctor", Set.of("sync"),
          // A prompt looks at messages as list and show do.
          "shell", Set.of("browse"),
          // The command that starts the demo server.
          "cli", Set.of("demo"));

  private static final String[] PURE = {"account", "pop3", "report", "plan", "login"};

  /// `java.net` also holds what only reads text.
  private static final DescribedPredicate<JavaClass> SOCKETS =
      resideInAnyPackage("java.net..", "javax.net..")
          .and(not(type(URI.class).or(type(URISyntaxException.class)).or(type(IDN.class))))
          .or(
              resideInAnyPackage("java.nio.channels..")
                  .and(describe("named after sockets", c -> c.getName().contains("Socket"))));

  private static final DescribedPredicate<JavaClass> OPENS_FILES =
      type(Files.class)
          .or(type(RandomAccessFile.class))
          .or(
              resideInAnyPackage("java.io")
                  .and(describe("named after files", c -> c.getSimpleName().startsWith("File"))));

  private static final DescribedPredicate<JavaAccess<?>> ASKS_THE_MACHINE_FOR_THE_TIME =
      describe(
          "asks the machine for the time",
          access -> {
            String target = access.getTargetOwner().getName() + "." + access.getName();
            boolean handedAClock =
                access.getTarget() instanceof CodeUnitAccessTarget method
                    && method.getRawParameterTypes().stream().anyMatch(type(Clock.class));
            return target.matches(
                    "java\\.time\\.Clock\\.(system|tick).*"
                        + "|java\\.lang\\.System\\.(nanoTime|currentTimeMillis)"
                        + "|java\\.util\\.Date\\.<init>")
                || (target.matches("java\\.time\\..*\\.now") && !handedAClock);
          });

  private static final DescribedPredicate<JavaAccess<?>> IS_A_STANDARD_STREAM =
      describe(
          "is a standard stream",
          access ->
              access.getTarget().getOwner().isEquivalentTo(System.class)
                  && Set.of("in", "out", "err").contains(access.getTarget().getName()));

  private static final JavaClasses POPFETCH =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.popfetch");

  @Test
  void everyRoomStandsInARow() {
    Set<String> planned = ROWS.stream().flatMap(List::stream).collect(Collectors.toSet());
    assertThat(rooms()).isSubsetOf(planned);
  }

  @Test
  void aRoomImportsOnlyFromRowsAboveItsOwnAndFromNamedNeighbours() {
    List<String> above = new ArrayList<>();
    for (List<String> row : ROWS) {
      for (String room : row) {
        List<String> open = new ArrayList<>(above);
        open.add(room);
        open.addAll(NEIGHBOURS.getOrDefault(room, Set.of()));
        check(
            noClasses()
                .that(resideInAnyPackage(BASE + room))
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage(BASE + "*")
                        .and(not(resideInAnyPackage(packages(open.toArray(String[]::new)))))));
      }
      above.addAll(row);
    }
  }

  @Test
  void neighboursStandInOneRowAndCloseNoCircle() {
    NEIGHBOURS.forEach((room, neighbours) -> {
      assertThat(ROWS).anyMatch(row -> row.contains(room) && row.containsAll(neighbours));
      assertThat(reachable(room)).doesNotContain(room);
    });
  }

  @Test
  void wordsPlansAndLoginsTouchNoSocketChannelOrFile() {
    check(
        noClasses()
            .that(resideInAnyPackage(packages(PURE)))
            .should()
            .dependOnClassesThat(
                SOCKETS.or(resideInAnyPackage("java.nio.channels..")).or(OPENS_FILES)));
  }

  @Test
  void wordsPlansAndLoginsAskNoMachineForTheTime() {
    check(
        noClasses()
            .that(resideInAnyPackage(packages(PURE)))
            .should()
            .accessTargetWhere(ASKS_THE_MACHINE_FOR_THE_TIME));
    // A renderer is handed a clock, for its progress lines; the others are handed the time.
    check(
        noClasses()
            .that(resideInAnyPackage(packages("account", "pop3", "plan", "login")))
            .should()
            .dependOnClassesThat(type(Clock.class)));
  }

  @Test
  void onlyOsForcesLocksMovesAndSpawns() {
    check(
        noClasses()
            .that(not(resideInAnyPackage(BASE + "os")))
            .should()
            .dependOnClassesThat(
                type(FileChannel.class)
                    .or(type(FileLock.class))
                    .or(type(Process.class))
                    .or(type(ProcessBuilder.class)))
            .orShould()
            .accessTargetWhere(call(Files.class, "move"))
            .orShould()
            .accessTargetWhere(call(File.class, "renameTo"))
            .orShould()
            .accessTargetWhere(call(FileDescriptor.class, "sync"))
            .orShould()
            .accessTargetWhere(call(Runtime.class, "exec")));
  }

  @Test
  void onlyWireAndTheDemoServerUseSocketsAndTls() {
    check(
        noClasses()
            .that(not(resideInAnyPackage(packages("wire", "demo", "oauth"))))
            .should()
            .dependOnClassesThat(SOCKETS));
  }

  /// A browser knocks at a port, and authorization servers speak HTTP. Whom to trust there is still
  /// the matter of `wire`.
  @Test
  void oauthSpeaksHttpAndLeavesTlsToWire() {
    onlyIn("oauth", resideInAnyPackage("java.net.http.."));
    check(
        noClasses()
            .that(resideInAnyPackage(BASE + "oauth"))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("javax.net..")
                    .and(not(type(SSLContext.class).or(type(SSLException.class))))));
  }

  @Test
  void onlyTheCommandLineKnowsPicocliTheStandardStreamsAndTheExit() {
    onlyIn("cli", resideInAnyPackage("picocli.."));
    check(
        noClasses()
            .that(not(resideInAnyPackage(BASE + "cli")))
            .should()
            .accessTargetWhere(call(System.class, "exit"))
            .orShould()
            .accessTargetWhere(call(Runtime.class, "exit").or(call(Runtime.class, "halt")))
            .orShould()
            .accessTargetWhere(IS_A_STANDARD_STREAM));
  }

  @Test
  void oneRoomAloneKnowsALibrary() {
    check(
        noClasses()
            .that(not(resideInAnyPackage(packages("terminal", "shell"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.jline..")));
    onlyIn("config", resideInAnyPackage("org.tomlj.."));
    onlyIn("oauth", resideInAnyPackage("com.grack.."));
    onlyIn("message", resideInAnyPackage("jakarta.mail..", "org.eclipse.angus.."));
  }

  /// An interrupt closes the channel that a thread writes to, under everybody who shares it. Of all
  /// futures only a CompletableFuture's `cancel` interrupts nobody.
  @Test
  void nobodyInterruptsAThread() {
    check(
        noClasses()
            .should()
            .accessTargetWhere(call(Thread.class, "interrupt"))
            .orShould()
            .accessTargetWhere(call(ExecutorService.class, "shutdownNow"))
            .orShould()
            .accessTargetWhere(
                call(Future.class, "cancel").and(not(call(CompletableFuture.class, "cancel")))));
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(rooms()).isNotEmpty();
    for (String room : rooms()) {
      assertThat(POPFETCH.getPackage(BASE + room).tryGetPackageInfo())
          .as("package-info of " + room)
          .hasValueSatisfying(
              info -> assertThat(info.isAnnotatedWith(NullMarked.class)).as(room).isTrue());
    }
  }

  private static void onlyIn(String room, DescribedPredicate<JavaClass> library) {
    check(
        noClasses()
            .that(not(resideInAnyPackage(BASE + room)))
            .should()
            .dependOnClassesThat(library));
  }

  /// Whether a room is there yet is not the matter of a rule.
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(POPFETCH);
  }

  /// A call, or a reference such as `Thread::interrupt`.
  private static DescribedPredicate<JavaAccess<?>> call(Class<?> owner, String method) {
    return describe(
        owner.getSimpleName() + "." + method,
        access -> access.getName().equals(method) && access.getTargetOwner().isAssignableTo(owner));
  }

  private static String[] packages(String... rooms) {
    return Arrays.stream(rooms).map(room -> BASE + room).toArray(String[]::new);
  }

  private static Set<String> rooms() {
    return POPFETCH.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(BASE))
        .map(name -> name.substring(BASE.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> reachable(String room) {
    Set<String> found = new TreeSet<>();
    for (String neighbour : NEIGHBOURS.getOrDefault(room, Set.of())) {
      found.add(neighbour);
      found.addAll(reachable(neighbour));
    }
    return found;
  }
}
