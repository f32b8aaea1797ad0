package obol.aot.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.ir.Graph;
import obol.aot.ir.GraphChecker;
import obol.aot.ir.GraphInterpreter;
import obol.aot.ir.ShapeRun;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Bytecode that javac does not write, made by hand: one static method {@code f} in a class of its own. */
class BytecodeBuilderTest {
    private static final Map<String, byte[]> CLASSES = new HashMap<>();
    private static int made;

    /** A class of version 49, so that the host's old verifier needs no frames. */
    private static String method(String descriptor, Consumer<MethodVisitor> code) {
        String name = "obol/aot/build/Made" + ++made;
        ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        w.visit(V1_5, ACC_PUBLIC | ACC_SUPER, name, null, "java/lang/Object", null);
        w.visitField(ACC_STATIC, "flag", "Z", null, null).visitEnd();
        MethodVisitor m = w.visitMethod(ACC_PUBLIC | ACC_STATIC, "f", descriptor, null, null);
        m.visitCode();
        code.accept(m);
        m.visitMaxs(0, 0);
        m.visitEnd();
        w.visitEnd();
        CLASSES.put(name, w.toByteArray());
        return name;
    }

    private static World world() {
        return new World(new SourceChain(new MemorySource(CLASSES), new JrtSource("java.base")));
    }

    /** The graph, as translated and as canonical, does what the host does, for edge values. */
    private static void compare(String descriptor, Consumer<MethodVisitor> code) throws Exception {
        compare(method(descriptor, code));
    }

    private static void compare(String name) throws Exception {
        Class<?> host = MethodHandles.lookup().defineClass(CLASSES.get(name));
        World world = world();
        BytecodeBuilder builder = new BytecodeBuilder(world);
        for (boolean canonical : new boolean[] {false, true}) {
            ShapeRun.compare(world, "obol/aot/build/Made", ShapeRun.methods(host).get(0), m -> {
                Graph graph = canonical ? builder.build(m) : builder.translate(m);
                GraphChecker.check(graph, "building");
                return graph;
            });
        }
    }

    @Test void theLoopsHeaderIsTheEntry() throws Exception {
        compare("(II)I", m -> {
            Label start = new Label();
            m.visitLabel(start);
            m.visitIincInsn(0, 7);
            m.visitVarInsn(ILOAD, 0);
            m.visitIntInsn(BIPUSH, 31);
            m.visitInsn(IAND);
            m.visitJumpInsn(IFNE, start);
            m.visitVarInsn(ILOAD, 0);
            m.visitVarInsn(ILOAD, 1);
            m.visitInsn(IXOR);
            m.visitInsn(IRETURN);
        });
    }

    @Test void aLoopWithTwoEntries() throws Exception {
        compare("(II)I", m -> {
            Label a = new Label();
            Label b = new Label();
            Label end = new Label();
            m.visitVarInsn(ILOAD, 1);
            m.visitIntInsn(BIPUSH, 15);
            m.visitInsn(IAND);
            m.visitVarInsn(ISTORE, 1);
            m.visitVarInsn(ILOAD, 0);
            m.visitJumpInsn(IFLT, b);
            m.visitLabel(a);
            m.visitIincInsn(0, 3);
            m.visitIincInsn(1, -1);
            m.visitVarInsn(ILOAD, 1);
            m.visitJumpInsn(IFLT, end);
            m.visitLabel(b);
            m.visitVarInsn(ILOAD, 0);
            m.visitVarInsn(ILOAD, 1);
            m.visitInsn(IADD);
            m.visitVarInsn(ISTORE, 0);
            m.visitIincInsn(1, -2);
            m.visitVarInsn(ILOAD, 1);
            m.visitJumpInsn(IFGT, a);
            m.visitLabel(end);
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
        });
    }

    @Test void dupOfTwoSlotsOverTwo() throws Exception {
        compare("(JII)J", m -> {
            // long, int, int: dup2_x2 puts the ints under the long.
            m.visitVarInsn(LLOAD, 0);
            m.visitVarInsn(ILOAD, 2);
            m.visitVarInsn(ILOAD, 3);
            m.visitInsn(DUP2_X2);
            m.visitInsn(ISUB);
            m.visitInsn(I2L);
            m.visitInsn(LMUL);
            m.visitInsn(DUP2_X2);
            m.visitInsn(POP2);
            m.visitInsn(IADD);
            m.visitInsn(I2L);
            m.visitInsn(LXOR);
            m.visitInsn(LRETURN);
        });
    }

    @Test void dupUnderTwoAndSwap() throws Exception {
        compare("(III)I", m -> {
            m.visitVarInsn(ILOAD, 0);
            m.visitVarInsn(ILOAD, 1);
            m.visitVarInsn(ILOAD, 2);
            m.visitInsn(DUP_X2);
            m.visitInsn(SWAP);
            m.visitInsn(DUP2_X1);
            m.visitInsn(ISUB);
            m.visitInsn(IMUL);
            m.visitInsn(ISUB);
            m.visitInsn(ISUB);
            m.visitInsn(IXOR);
            m.visitInsn(IRETURN);
        });
    }

    @Test void narrowResultsAreNarrowed() throws Exception {
        compare("(I)B", m -> {
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
        });
        compare("(I)Z", m -> {
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
        });
    }

    @Test void booleanFieldsTakeTheLowBit() throws Exception {
        compare("(I)I", m -> {
            String self = "obol/aot/build/Made" + made;
            m.visitVarInsn(ILOAD, 0);
            m.visitFieldInsn(PUTSTATIC, self, "flag", "Z");
            m.visitFieldInsn(GETSTATIC, self, "flag", "Z");
            m.visitInsn(IRETURN);
        });
    }

    @Test void anAbsentClassIsAskedForOnlyIfNeeded() throws Exception {
        compare("(Ljava/lang/String;)I", m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitTypeInsn(CHECKCAST, "absent/Cast");
            m.visitInsn(POP);
            m.visitVarInsn(ALOAD, 0);
            m.visitTypeInsn(INSTANCEOF, "absent/Test");
            m.visitInsn(IRETURN);
        });
        compare("(I)I", m -> {
            m.visitTypeInsn(NEW, "absent/Made");
            m.visitInsn(POP);
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
        });
    }

    @Test void aHandlerThatIsItsOwnRange() throws Exception {
        compare("(II)I", m -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            m.visitTryCatchBlock(start, end, handler, null);
            m.visitInsn(ACONST_NULL);
            m.visitLabel(start);
            m.visitLabel(handler);
            m.visitInsn(POP);
            m.visitIincInsn(1, 1);
            m.visitVarInsn(ILOAD, 0);
            m.visitVarInsn(ILOAD, 1);
            m.visitInsn(IDIV);
            m.visitLabel(end);
            m.visitInsn(IRETURN);
        });
    }

    @Test void anUnknownBootstrapIsListedAndThrows() {
        String name = method("()I", m -> {
            Handle bootstrap = new Handle(H_INVOKESTATIC, "some/Language", "bootstrap", "()Ljava/lang/Object;", false);
            m.visitInvokeDynamicInsn("x", "()I", bootstrap);
            m.visitInsn(IRETURN);
        });
        CLASSES.get(name)[7] = V1_8;
        World world = world();
        BytecodeBuilder builder = new BytecodeBuilder(world);
        JMethod f = world.require(name).declared("f", "()I");
        GraphInterpreter.Thrown t = assertThrows(GraphInterpreter.Thrown.class,
                () -> new GraphInterpreter(world, "obol/aot/build/Made", builder::build).call(f));
        assertEquals(UnsupportedOperationException.class, t.exception.getClass());
        assertEquals(List.of(t.exception.getMessage()), builder.unsupported().subList(0, 1));
        assertTrue(t.exception.getMessage().contains("some.Language.bootstrap"), t.exception.getMessage());
    }

    @Test void aLambdaOfAMissingInterfaceThrowsWhenItIsReached() throws Exception {
        String metafactory = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;"
            + "Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;";
        for (String missing : new String[] {"Lsome/Missing;", "[[Lsome/Missing;"}) {
            String name = method("()Ljava/lang/Object;", m -> {
                Handle bootstrap = new Handle(H_INVOKESTATIC, "java/lang/invoke/LambdaMetafactory", "metafactory", metafactory, false);
                Handle target = new Handle(H_INVOKESTATIC, "java/lang/System", "gc", "()V", false);
                m.visitInvokeDynamicInsn("run", "()" + missing, bootstrap, Type.getMethodType("()V"), target, Type.getMethodType("()V"));
                m.visitInsn(ARETURN);
            });
            CLASSES.get(name)[7] = V1_8;
            compare(name);
        }
    }

    @Test void subroutinesAreRefused() {
        String name = method("()V", m -> {
            Label sub = new Label();
            m.visitJumpInsn(JSR, sub);
            m.visitInsn(RETURN);
            m.visitLabel(sub);
            m.visitVarInsn(ASTORE, 0);
            m.visitVarInsn(RET, 0);
        });
        World world = world();
        assertThrows(IllegalStateException.class, () -> new BytecodeBuilder(world).build(world.require(name).declared("f", "()V")));
    }
}
