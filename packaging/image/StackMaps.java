package image;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;

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
    if (!hasOld(from)) {
      Files.copy(from, to);
      return;
    }
    try (var loader = Jars.loader(List.of(from))) {
      var format = format(loader);
      Jars.copy(from, to, content -> isOld(content) ? withStackMaps(format, content) : content);
    }
  }

  private static boolean hasOld(Path path) throws IOException {
    try (var jar = new JarFile(path.toFile())) {
      for (var entry : Collections.list(jar.entries())) {
        try (var in = jar.getInputStream(entry)) {
          if (isOld(in.readNBytes(8))) {
            return true;
          }
        }
      }
      return false;
    }
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
