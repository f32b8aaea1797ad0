package obol.classfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.classfile.ClassFile.BootstrapMethod;
import obol.classfile.ClassFile.EnclosingMethod;
import obol.classfile.ClassFile.InnerClass;
import obol.classfile.ClassFile.RecordComponent;
import obol.classfile.ConstantPool.MethodHandleRef;

/** Reads the structure ClassFile (JVMS 4.1) from front to end, once. */
final class ClassFileParser {
    private static final int MAGIC = 0xCAFEBABE;

    private final ByteInput in;
    private final Place place;
    private ConstantPoolParser constants;

    int minor;
    int major;
    int flags;
    String name;
    String superName;
    final List<String> interfaces = new ArrayList<>();
    final List<FieldInfo> fields = new ArrayList<>();
    final List<MethodInfo> methods = new ArrayList<>();
    String signature;
    String sourceFile;
    List<BootstrapMethod> bootstrapMethods = List.of();
    List<InnerClass> innerClasses = List.of();
    EnclosingMethod enclosingMethod;
    String nestHost;
    List<String> nestMembers = List.of();
    List<RecordComponent> recordComponents;
    List<String> permittedSubclasses;
    List<Annotation> annotations = List.of();

    ClassFileParser(byte[] bytes, String source) {
        place = new Place(source);
        in = new ByteInput(bytes, place);
    }

    ClassFile parse() throws ClassFormatException {
        parseVersion();
        constants = ConstantPoolParser.parse(in, major);
        ConstantPool pool = constants.result();
        parseHeader();
        parseFields();
        parseMethods();
        Attributes attributes = new Attributes();
        AttributeTable.parse(in, place, constants, attributes::parseClassAttribute);
        if (in.remaining() != 0) {
            throw in.wrong(in.remaining() + " bytes behind the end");
        }
        signature = attributes.signature;
        annotations = attributes.annotations();
        if (nestHost != null && !nestMembers.isEmpty()) {
            throw in.wrong("both NestHost and NestMembers");
        }
        for (int i = 1; i < pool.size(); i++) {
            int bootstrap = switch (pool.tag(i)) {
                case ConstantPool.DYNAMIC -> pool.dynamic(i).bootstrap();
                case ConstantPool.INVOKE_DYNAMIC -> pool.invokeDynamic(i).bootstrap();
                default -> -1;
            };
            if (bootstrap >= bootstrapMethods.size()) {
                throw in.wrong("constant " + i + " names bootstrap method " + bootstrap + " of "
                        + bootstrapMethods.size());
            }
        }
        return new ClassFile(this, pool);
    }

    private void parseVersion() throws ClassFormatException {
        if (in.s4() != MAGIC) {
            throw in.wrong("does not begin with CAFEBABE");
        }
        minor = in.u2();
        major = in.u2();
        if (major < ClassFile.OLDEST || major > ClassFile.NEWEST || major >= 56 && minor != 0) {
            throw in.wrong("version " + major + "." + minor + ", can read " + ClassFile.OLDEST + ".0 to "
                    + ClassFile.NEWEST + ".0");
        }
    }

    private void parseHeader() throws ClassFormatException {
        flags = in.u2();
        int thisIndex = in.u2();
        name = constants.className(thisIndex);
        place.enterClass(name);
        if ((flags & Access.MODULE) != 0 && major >= 53) {
            throw in.wrong("is a module, not a class");
        }
        if ((flags & Access.INTERFACE) != 0 && major < 50) {
            // Old compilers left it out (JVMS 4.1 asks for it; HotSpot sets it as well).
            flags |= Access.ABSTRACT;
        }
        if (!FlagRules.classMayHave(flags, major)) {
            throw in.wrong("a class can't have the flags 0x" + Integer.toHexString(flags));
        }
        superName = constants.optionalClassName(in.u2());
        if ((superName == null) != name.equals("java/lang/Object")) {
            throw in.wrong("superclass " + superName);
        }
        if ((flags & Access.INTERFACE) != 0 && !"java/lang/Object".equals(superName)) {
            throw in.wrong("interface with the superclass " + superName);
        }
        int count = in.u2();
        Set<String> unique = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String superinterface = constants.className(in.u2());
            if (!unique.add(superinterface)) {
                throw in.wrong("interface " + superinterface + " stands twice");
            }
            interfaces.add(superinterface);
        }
    }

    private boolean isInterface() {
        return (flags & Access.INTERFACE) != 0;
    }

    private void parseFields() throws ClassFormatException {
        int count = in.u2();
        Set<String> unique = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int fieldFlags = in.u2();
            String fieldName = constants.fieldName(in.u2());
            String descriptor = constants.fieldDescriptor(in.u2());
            place.enterMember(fieldName + ":" + descriptor);
            if (!FlagRules.fieldMayHave(fieldFlags, isInterface(), major)) {
                throw in.wrong("a field can't have the flags 0x" + Integer.toHexString(fieldFlags));
            }
            if (!unique.add(ClassFile.memberKey(fieldName, descriptor))) {
                throw in.wrong("stands twice");
            }
            Attributes attributes = new Attributes();
            AttributeTable.parse(in, place, constants, (attribute, length) ->
                    attributes.parseFieldAttribute(attribute, fieldFlags, descriptor));
            fields.add(new FieldInfo(fieldFlags, fieldName, descriptor, attributes.signature,
                    attributes.annotations(), attributes.constantValue));
        }
        place.enterMember(null);
    }

    private void parseMethods() throws ClassFormatException {
        int count = in.u2();
        Set<String> unique = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int fileFlags = in.u2();
            String methodName = constants.methodName(in.u2());
            String descriptor = constants.methodDescriptor(in.u2());
            place.enterMember(methodName + descriptor);
            int methodFlags = methodFlags(fileFlags, methodName, descriptor);
            if (!unique.add(ClassFile.memberKey(methodName, descriptor))) {
                throw in.wrong("stands twice");
            }
            int argumentSlots = Descriptor.ofMethod(descriptor).parameterSlots()
                    + ((methodFlags & Access.STATIC) != 0 ? 0 : 1);
            if (argumentSlots > Descriptor.LIMIT) {
                throw in.wrong("parameters take " + argumentSlots + " slots with the receiver");
            }
            Attributes attributes = new Attributes();
            AttributeTable.parse(in, place, constants, (attribute, length) ->
                    attributes.parseMethodAttribute(attribute, argumentSlots));
            boolean mustHaveCode = (methodFlags & (Access.ABSTRACT | Access.NATIVE)) == 0;
            if (mustHaveCode != (attributes.code != null)) {
                throw in.wrong(mustHaveCode ? "has no Code" : "is abstract or native and has Code");
            }
            methods.add(new MethodInfo(methodFlags, methodName, descriptor, attributes.signature,
                    attributes.annotations(), attributes.code, attributes.exceptions,
                    attributes.parameterAnnotations, attributes.typeAnnotations, attributes.annotationDefault));
        }
        place.enterMember(null);
    }

    /** The flags that count; checks them and the shape of the special methods (JVMS 2.9). */
    private int methodFlags(int fileFlags, String methodName, String descriptor) throws ClassFormatException {
        boolean constructor = methodName.equals("<init>");
        boolean initializer = methodName.equals("<clinit>");
        if ((constructor || initializer) && !descriptor.endsWith(")V") || initializer && !descriptor.equals("()V")) {
            throw in.wrong("a special method can't have this descriptor");
        }
        if (initializer) {
            if (major >= 51 && (fileFlags & Access.STATIC) == 0) {
                throw in.wrong("is not static");
            }
            return Access.STATIC | fileFlags & Access.STRICT;
        }
        if (constructor && isInterface()) {
            throw in.wrong("stands in an interface");
        }
        if (!FlagRules.methodMayHave(fileFlags, constructor, isInterface(), major)) {
            throw in.wrong("a method can't have the flags 0x" + Integer.toHexString(fileFlags));
        }
        return fileFlags;
    }

    /** What the attributes of one class, field, method or record component say. */
    private final class Attributes {
        private final AnnotationParser parser = new AnnotationParser(in, constants);
        private List<Annotation> visible = List.of();
        private List<Annotation> invisible = List.of();
        String signature;
        Object constantValue;
        Code code;
        List<String> exceptions = List.of();
        final List<List<Annotation>> parameterAnnotations = new ArrayList<>();
        List<TypeAnnotation> typeAnnotations = List.of();
        Annotation.Value annotationDefault;

        List<Annotation> annotations() {
            List<Annotation> all = new ArrayList<>(visible);
            all.addAll(invisible);
            return all;
        }

        private boolean parseCommon(String attribute) throws ClassFormatException {
            switch (attribute) {
                case "Synthetic", "Deprecated" -> { }
                case "Signature" -> {
                    if (major < 49) {
                        return false;
                    }
                    signature = constants.utf8(in.u2());
                }
                case "RuntimeVisibleAnnotations" -> {
                    if (major < 49) {
                        return false;
                    }
                    visible = parser.annotations(true);
                }
                case "RuntimeInvisibleAnnotations" -> {
                    if (major < 49) {
                        return false;
                    }
                    invisible = parser.annotations(false);
                }
                case "RuntimeVisibleTypeAnnotations" -> {
                    if (major < 52) {
                        return false;
                    }
                    typeAnnotations = parser.typeAnnotations();
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        boolean parseFieldAttribute(String attribute, int fieldFlags, String descriptor) throws ClassFormatException {
            // JVMS 4.7.2: on a field that is not static it is ignored.
            if (attribute.equals("ConstantValue") && (fieldFlags & Access.STATIC) != 0) {
                int tag = switch (descriptor) {
                    case "B", "C", "I", "S", "Z" -> ConstantPool.INTEGER;
                    case "J" -> ConstantPool.LONG;
                    case "F" -> ConstantPool.FLOAT;
                    case "D" -> ConstantPool.DOUBLE;
                    case "Ljava/lang/String;" -> ConstantPool.STRING;
                    default -> throw in.wrong("ConstantValue on a field of type " + descriptor);
                };
                constantValue = constants.constant(in.u2(), tag);
                return true;
            }
            return parseCommon(attribute);
        }

        boolean parseMethodAttribute(String attribute, int argumentSlots) throws ClassFormatException {
            switch (attribute) {
                case "Code" -> code = new CodeParser(in, place, constants, major).parse(argumentSlots);
                case "Exceptions" -> exceptions = classNames();
                case "MethodParameters" -> {
                    if (major < 52) {
                        return false;
                    }
                    in.skip(4 * in.u1());
                }
                case "RuntimeVisibleParameterAnnotations" -> {
                    if (major < 49) {
                        return false;
                    }
                    parser.parameterAnnotations(true, parameterAnnotations);
                }
                case "RuntimeInvisibleParameterAnnotations" -> {
                    if (major < 49) {
                        return false;
                    }
                    parser.parameterAnnotations(false, parameterAnnotations);
                }
                case "AnnotationDefault" -> {
                    if (major < 49) {
                        return false;
                    }
                    annotationDefault = parser.value();
                }
                default -> {
                    return parseCommon(attribute);
                }
            }
            return true;
        }

        boolean parseClassAttribute(String attribute, int length) throws ClassFormatException {
            int since = switch (attribute) {
                case "SourceFile", "InnerClasses" -> 45;
                case "EnclosingMethod" -> 49;
                case "BootstrapMethods" -> 51;
                case "NestHost", "NestMembers" -> 55;
                case "Record" -> 60;
                case "PermittedSubclasses" -> 61;
                default -> -1;
            };
            if (since < 0) {
                return parseCommon(attribute);
            }
            if (major < since) {
                return false;
            }
            switch (attribute) {
                case "SourceFile" -> sourceFile = constants.utf8(in.u2());
                case "InnerClasses" -> parseInnerClasses();
                case "EnclosingMethod" -> parseEnclosingMethod();
                case "BootstrapMethods" -> parseBootstrapMethods();
                case "NestHost" -> nestHost = constants.className(in.u2());
                case "NestMembers" -> nestMembers = classNames();
                case "Record" -> parseRecord();
                default -> {
                    permittedSubclasses = classNames();
                    if ((flags & Access.FINAL) != 0) {
                        throw in.wrong("a final class has permitted subclasses");
                    }
                }
            }
            return true;
        }
    }

    private List<String> classNames() throws ClassFormatException {
        int count = in.u2();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(constants.className(in.u2()));
        }
        return names;
    }

    private void parseInnerClasses() throws ClassFormatException {
        int count = in.u2();
        List<InnerClass> list = new ArrayList<>();
        Set<Long> unique = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int innerIndex = in.u2();
            // Compilers have written array types here, so the name may be one.
            String inner = (String) constants.constant(innerIndex, ConstantPool.CLASS);
            int outerIndex = in.u2();
            String outer = constants.optionalClassName(outerIndex);
            int simpleIndex = in.u2();
            String simple = constants.optionalUtf8(simpleIndex);
            int innerFlags = in.u2();
            if ((innerFlags & Access.INTERFACE) != 0 && major < 50) {
                innerFlags |= Access.ABSTRACT;
            }
            if (!FlagRules.classMayHave(innerFlags & ~Access.SUPER, major)) {
                throw in.wrong(inner + " can't have the flags 0x" + Integer.toHexString(innerFlags));
            }
            if (inner.equals(outer)) {
                throw in.wrong(inner + " is its own outer class");
            }
            long key = (long) innerIndex << 48 | (long) outerIndex << 32 | (long) simpleIndex << 16 | innerFlags;
            if (!unique.add(key) && major >= 49) {
                throw in.wrong(inner + " stands twice");
            }
            list.add(new InnerClass(inner, outer, simple, innerFlags));
        }
        innerClasses = list;
    }

    private void parseEnclosingMethod() throws ClassFormatException {
        String className = constants.className(in.u2());
        int methodIndex = in.u2();
        enclosingMethod = new EnclosingMethod(className, methodIndex == 0 ? null : constants.nameAndType(methodIndex));
    }

    private void parseBootstrapMethods() throws ClassFormatException {
        ConstantPool pool = constants.result();
        int count = in.u2();
        List<BootstrapMethod> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MethodHandleRef handle = (MethodHandleRef) constants.constant(in.u2(), ConstantPool.METHOD_HANDLE);
            int argumentCount = in.u2();
            List<Integer> arguments = new ArrayList<>();
            for (int j = 0; j < argumentCount; j++) {
                int index = in.u2();
                if (!pool.isLoadable(index)) {
                    throw in.wrong("bootstrap argument " + index + " is " + ConstantPool.tagName(pool.tag(index)));
                }
                arguments.add(index);
            }
            list.add(new BootstrapMethod(handle, arguments));
        }
        bootstrapMethods = list;
    }

    private void parseRecord() throws ClassFormatException {
        int count = in.u2();
        List<RecordComponent> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String componentName = constants.fieldName(in.u2());
            String descriptor = constants.fieldDescriptor(in.u2());
            Attributes attributes = new Attributes();
            AttributeTable.parse(in, place, constants, (attribute, length) -> attributes.parseCommon(attribute));
            list.add(new RecordComponent(componentName, descriptor, attributes.signature, attributes.annotations(),
                    attributes.typeAnnotations));
        }
        recordComponents = list;
    }
}
