package obol.aot.desugar;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import obol.classfile.ClassFile;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.ConstantPool.MethodHandleRef;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The class of a lambda or method reference: what LambdaMetafactory would spin. A field for each captured value; the
 * static {@link #FACTORY} with the site's descriptor makes an instance, or, if nothing is captured, returns the one that the
 * class initialiser made, so that such a site gives the same object each time.
 */
final class LambdaClass {
    static final String FACTORY = "make";

    // Bits of altMetafactory's flags.
    private static final int SERIALIZABLE = 1;
    static final int MARKERS = 2;
    static final int BRIDGES = 4;

    private final SyntheticClass spun;
    private final String name;
    /** Of the site: captured types, and the functional interface. */
    private final String site;
    private final Type[] captured;
    private final MethodHandleRef target;
    /** The type of the interface's method as the site knows it, more special than the erased one. */
    private final String instantiated;

    LambdaClass(String name, ClassFile host, DynamicRef ref, BootstrapArguments arguments, boolean alternative) {
        this.name = name;
        site = ref.descriptor();
        captured = Type.getArgumentTypes(site);
        target = arguments.handle(1);
        instantiated = arguments.methodType(2);
        List<String> interfaces = new ArrayList<>();
        interfaces.add(Type.getReturnType(site).getInternalName());
        Set<String> methods = new TreeSet<>();
        methods.add(arguments.methodType(0));
        if (alternative) alternative(arguments, interfaces, methods);
        spun = new SyntheticClass(name, host, interfaces.toArray(new String[0]));
        fields();
        constructor();
        factory();
        for (String descriptor : methods) method(ref.name(), descriptor);
    }

    byte[] bytes() {
        return spun.bytes();
    }

    private static void alternative(BootstrapArguments arguments, List<String> interfaces, Set<String> methods) {
        int flags = arguments.integer(3);
        int next = 4;
        if ((flags & MARKERS) != 0) {
            int count = arguments.integer(next++);
            for (int i = 0; i < count; i++) addInterface(interfaces, arguments.className(next++));
        }
        if ((flags & BRIDGES) != 0) {
            int count = arguments.integer(next++);
            for (int i = 0; i < count; i++) methods.add(arguments.methodType(next++));
        }
        if ((flags & SERIALIZABLE) != 0) addInterface(interfaces, "java/io/Serializable");
    }

    private static void addInterface(List<String> interfaces, String added) {
        if (!interfaces.contains(added)) interfaces.add(added);
    }

    private static String field(int i) {
        return "arg$" + (i + 1);
    }

    private void fields() {
        for (int i = 0; i < captured.length; i++) {
            spun.writer.visitField(ACC_PRIVATE | ACC_FINAL, field(i), captured[i].getDescriptor(), null, null).visitEnd();
        }
    }

    private String constructorDescriptor() {
        return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    }

    private void constructor() {
        MethodVisitor code = spun.method(ACC_PRIVATE, "<init>", constructorDescriptor());
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, SyntheticClass.OBJECT, "<init>", "()V", false);
        int local = 1;
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(ALOAD, 0);
            code.visitVarInsn(captured[i].getOpcode(ILOAD), local);
            code.visitFieldInsn(PUTFIELD, name, field(i), captured[i].getDescriptor());
            local += captured[i].getSize();
        }
        SyntheticClass.end(code, Type.VOID_TYPE);
    }

    private void factory() {
        MethodVisitor code = spun.method(ACC_STATIC, FACTORY, site);
        if (captured.length == 0) {
            String self = "L" + name + ";";
            spun.writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "instance", self, null, null).visitEnd();
            code.visitFieldInsn(GETSTATIC, name, "instance", self);
            SyntheticClass.end(code, Type.getReturnType(site));
            MethodVisitor initializer = spun.method(ACC_STATIC, "<clinit>", "()V");
            newInstance(initializer);
            initializer.visitFieldInsn(PUTSTATIC, name, "instance", self);
            SyntheticClass.end(initializer, Type.VOID_TYPE);
        } else {
            newInstance(code);
            SyntheticClass.end(code, Type.getReturnType(site));
        }
    }

    private void newInstance(MethodVisitor code) {
        code.visitTypeInsn(NEW, name);
        code.visitInsn(DUP);
        SyntheticClass.loadParameters(code, site, 0);
        code.visitMethodInsn(INVOKESPECIAL, name, "<init>", constructorDescriptor(), false);
    }

    private void method(String method, String descriptor) {
        MethodVisitor code = spun.method(ACC_PUBLIC, method, descriptor);
        MemberRef member = target.member();
        int kind = target.kind();
        List<Type> parameters = BootstrapRules.parameters(target);
        if (kind == MethodHandleRef.NEW_INVOKE_SPECIAL) {
            code.visitTypeInsn(NEW, member.owner());
            code.visitInsn(DUP);
        }
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(ALOAD, 0);
            code.visitFieldInsn(GETFIELD, name, field(i), captured[i].getDescriptor());
            Conversion.convert(code, captured[i], parameters.get(i), captured[i]);
        }
        arguments(code, descriptor, parameters);
        switch (kind) {
            case MethodHandleRef.INVOKE_STATIC -> invoke(code, INVOKESTATIC);
            case MethodHandleRef.NEW_INVOKE_SPECIAL -> invoke(code, INVOKESPECIAL);
            default -> invoke(code, member.interfaceOwner() ? INVOKEINTERFACE : INVOKEVIRTUAL);
        }
        Type result = kind == MethodHandleRef.NEW_INVOKE_SPECIAL ? Type.getObjectType(member.owner())
                : Type.getReturnType(member.descriptor());
        Type wanted = Type.getReturnType(descriptor);
        if (wanted.getSort() == Type.VOID && result.getSort() != Type.VOID) code.visitInsn(result.getSize() == 2 ? POP2 : POP);
        Conversion.convert(code, result, wanted, Type.getReturnType(instantiated));
        SyntheticClass.end(code, wanted);
    }

    private void invoke(MethodVisitor code, int opcode) {
        MemberRef member = target.member();
        code.visitMethodInsn(opcode, member.owner(), member.name(), member.descriptor(), member.interfaceOwner());
    }

    private void arguments(MethodVisitor code, String descriptor, List<Type> parameters) {
        Type[] given = Type.getArgumentTypes(descriptor);
        Type[] checked = Type.getArgumentTypes(instantiated);
        int local = 1;
        for (int i = 0; i < given.length; i++) {
            code.visitVarInsn(given[i].getOpcode(ILOAD), local);
            local += given[i].getSize();
            Conversion.convert(code, given[i], parameters.get(captured.length + i), checked[i]);
        }
    }
}
