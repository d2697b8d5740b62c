package image;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Copies jars, and gives classes that were compiled for Java 5 the stack maps that they lack.
///
/// The JVM caches a class only when it can be verified by its stack maps (JVMS §4.10.1). Those of
/// picocli are too old to have any, and they are most of what is loaded when popfetch starts: with
/// stack maps `--version` takes a third less time. What the classes do stays the same, and jars
/// without old classes are copied byte for byte.
final class StackMaps {
  private StackMaps() {}

  /// Copies a jar to a place where there is no file yet.
  static void copy(Path from, Path to) throws IOException {
    var entries = read(from);
    if (entries.values().stream().noneMatch(StackMaps::isOld)) {
      Files.copy(from, to);
      return;
    }
    try (var loader = new URLClassLoader(new URL[] {from.toUri().toURL()});
        var out = new JarOutputStream(Files.newOutputStream(to))) {
      var format = format(loader);
      for (var entry : entries.entrySet()) {
        out.putNextEntry(entry.getKey());
        var content = entry.getValue();
        out.write(isOld(content) ? withStackMaps(format, content) : content);
      }
    }
  }

  private static Map<JarEntry, byte[]> read(Path path) throws IOException {
    var entries = new LinkedHashMap<JarEntry, byte[]>();
    try (var jar = new JarFile(path.toFile())) {
      for (var entry : Collections.list(jar.entries())) {
        var copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        entries.put(copy, jar.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  /// Whether this is a class file of a version before 50, which brought stack maps.
  private static boolean isOld(byte[] content) {
    return content.length > 7
        && content[0] == (byte) 0xCA
        && content[1] == (byte) 0xFE
        && content[2] == (byte) 0xBA
        && content[3] == (byte) 0xBE
        && content[6] == 0
        && content[7] < 50;
  }

  private static ClassFile format(ClassLoader jar) {
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        // With the old constant pool, method bodies would be copied as they are.
        ConstantPoolSharingOption.NEW_POOL,
        ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(jar)
                .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static byte[] withStackMaps(ClassFile format, byte[] old) {
    ClassTransform all =
        (builder, element) -> {
          if (!(element instanceof ClassFileVersion)) {
            builder.with(element);
          }
        };
    var version = ClassTransform.endHandler(b -> b.withVersion(ClassFile.JAVA_8_VERSION, 0));
    return format.transformClass(format.parse(old), all.andThen(version));
  }
}
