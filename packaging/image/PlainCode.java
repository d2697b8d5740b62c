package image;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Replaces `invokedynamic` by the code that it stands for, where that is a `switch` over types, or
/// the `equals` or `hashCode` of a record.
///
/// The JVM caches the classes that it makes for lambdas; those for switches and records it makes
/// anew at each start, by an interpreted class writer. Without them a poll takes a tenth less time.
/// What the classes do stays the same.
final class PlainCode {
  private static final int FLAGS =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final MethodTypeDesc ONE_EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object);
  private static final MethodTypeDesc BOTH_EQUAL =
      MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  /// The method that takes the place of an `invokedynamic`.
  private record Method(String name, MethodTypeDesc type, Consumer<CodeBuilder> code) {}

  private final ClassModel model;
  private final ClassDesc self;
  private final List<Method> methods = new ArrayList<>();

  private PlainCode(ClassModel model) {
    this.model = model;
    this.self = model.thisClass().asSymbol();
  }

  /// Copies a jar to a place where there is no file yet.
  ///
  /// @param libraries what its classes refer to
  static void copy(Path from, Path to, List<Path> libraries) throws IOException {
    var classPath = new ArrayList<>(libraries);
    classPath.add(from);
    try (var loader = Jars.loader(classPath)) {
      var known =
          ClassHierarchyResolver.ofResourceParsing(loader)
              .orElse(ClassHierarchyResolver.defaultResolver());
      var format = ClassFile.of(ClassHierarchyResolverOption.of(known));
      Jars.copy(from, to, content -> new PlainCode(format.parse(content)).made(format));
    }
  }

  private byte[] made(ClassFile format) {
    return format.transformClass(
        model,
        ClassTransform.transformingMethodBodies(this::rewrite)
            .andThen(ClassTransform.endHandler(this::addMethods)));
  }

  private void addMethods(ClassBuilder type) {
    methods.forEach(one -> type.withMethodBody(one.name, one.type, FLAGS, one.code));
  }

  private void rewrite(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call) {
      instead(call)
          .ifPresentOrElse(plain -> invoke(code, call.typeSymbol(), plain), () -> code.with(call));
    } else {
      code.with(element);
    }
  }

  private void invoke(CodeBuilder code, MethodTypeDesc type, Consumer<CodeBuilder> body) {
    var method = new Method("plain$" + methods.size(), type, body);
    methods.add(method);
    code.invokestatic(self, method.name, type, model.flags().has(AccessFlag.INTERFACE));
  }

  /// Nothing for what is to stay as it is.
  private Optional<Consumer<CodeBuilder>> instead(InvokeDynamicInstruction call) {
    var arguments = call.bootstrapArgs();
    return switch (call.bootstrapMethod().owner().displayName() + ' ' + call.name().stringValue()) {
      case "SwitchBootstraps typeSwitch" ->
          Optional.of(typeSwitch(arguments))
              .filter(_ -> arguments.stream().allMatch(PlainCode::isPlain));
      case "ObjectMethods hashCode" -> Optional.of(hashCode(components(arguments)));
      case "ObjectMethods equals" -> Optional.of(equals(components(arguments)));
      default -> Optional.empty();
    };
  }

  private static boolean isPlain(ConstantDesc label) {
    return label instanceof ClassDesc type && !type.isPrimitive() || label instanceof String;
  }

  /// The index of the first label from `restart` on that the value fits, or their number; -1 for
  /// null (JLS §14.11.3).
  private static Consumer<CodeBuilder> typeSwitch(List<ConstantDesc> labels) {
    return code -> {
      code.aload(0).ifThen(Opcode.IFNULL, nothing -> nothing.iconst_m1().ireturn());
      for (int i = 0; i < labels.size(); i++) {
        Label next = code.newLabel();
        code.iload(1).loadConstant(i).if_icmpgt(next);
        fits(code, labels.get(i));
        code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(labels.size()).ireturn();
    };
  }

  private static void fits(CodeBuilder code, ConstantDesc label) {
    if (label instanceof ClassDesc type) {
      code.aload(0).instanceOf(type);
    } else {
      code.loadConstant(label).aload(0).invokevirtual(CD_Object, "equals", ONE_EQUALS);
    }
  }

  private static Consumer<CodeBuilder> hashCode(List<DirectMethodHandleDesc> components) {
    return code -> {
      code.iconst_0();
      for (var component : components) {
        var type = component.invocationType().returnType();
        code.loadConstant(31).imul();
        get(code.aload(0), component);
        code.invokestatic(type.isPrimitive() ? box(type) : OBJECTS, "hashCode", hashCodeOf(type))
            .iadd();
      }
      code.ireturn();
    };
  }

  private static MethodTypeDesc hashCodeOf(ClassDesc type) {
    return MethodTypeDesc.of(CD_int, type.isPrimitive() ? type : CD_Object);
  }

  private Consumer<CodeBuilder> equals(List<DirectMethodHandleDesc> components) {
    return code -> {
      Label differs = code.newLabel();
      code.aload(1).instanceOf(self).ifeq(differs).aload(1).checkcast(self).astore(2);
      for (var component : components) {
        var type = component.invocationType().returnType();
        get(code.aload(0), component);
        get(code.aload(2), component);
        if (type.isPrimitive()) {
          code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type));
          code.ifne(differs);
        } else {
          code.invokestatic(OBJECTS, "equals", BOTH_EQUAL).ifeq(differs);
        }
      }
      code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
    };
  }

  /// What the bootstrap method is told of a record: its class, the components' names, their fields.
  private static List<DirectMethodHandleDesc> components(List<ConstantDesc> arguments) {
    return arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
  }

  private static void get(CodeBuilder code, DirectMethodHandleDesc field) {
    code.getfield(field.owner(), field.methodName(), field.invocationType().returnType());
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case DOUBLE -> ConstantDescs.CD_Double;
      case FLOAT -> ConstantDescs.CD_Float;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case SHORT -> ConstantDescs.CD_Short;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.descriptorString());
    };
  }
}
