package obol.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import obol.classfile.ConstantPool.MemberRef;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

class ClassFileTest {
    @Test
    void readsAllOfJavaBaseAndTheClassPath() throws Exception {
        Map<String, byte[]> classes = new HashMap<>(JdkClasses.javaBase());
        for (Path jar : JdkClasses.classPathJars()) {
            JdkClasses.jar(jar).forEach((name, bytes) -> classes.put(jar.getFileName() + "!" + name, bytes));
        }
        assertTrue(classes.size() > 6000, "only " + classes.size() + " classes");
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            ClassFile cf = ClassFile.read(entry.getValue(), entry.getKey());
            assertTrue(entry.getKey().endsWith(cf.name()), entry.getKey());
        }
    }

    @Test
    void agreesWithAsmOnMembersAndInstructions() throws Exception {
        int seen = 0;
        for (byte[] bytes : JdkClasses.javaBase().values()) {
            if (seen++ % 10 != 0) {
                continue;
            }
            ClassFile cf = ClassFile.read(bytes);
            ClassNode asm = new ClassNode();
            new ClassReader(bytes).accept(asm, ClassReader.SKIP_FRAMES);
            assertEquals(asm.name, cf.name());
            assertEquals(asm.superName, cf.superName());
            assertEquals(asm.interfaces, cf.interfaces());
            assertEquals(asm.sourceFile, cf.sourceFile());
            assertEquals(asm.nestHostClass, cf.nestHost());
            assertEquals(asm.permittedSubclasses, cf.permittedSubclasses());
            assertEquals(asm.innerClasses.size(), cf.innerClasses().size());
            assertEquals(asm.fields.size(), cf.fields().size());
            for (int i = 0; i < asm.fields.size(); i++) {
                assertEquals(asm.fields.get(i).name, cf.fields().get(i).name());
                // JVMS 4.7.2: the attribute means nothing on an instance field.
                Object constant = cf.fields().get(i).isStatic() ? asm.fields.get(i).value : null;
                assertEquals(constant, cf.fields().get(i).constantValue());
            }
            assertEquals(asm.methods.size(), cf.methods().size());
            for (int i = 0; i < asm.methods.size(); i++) {
                compare(asm.methods.get(i), cf.methods().get(i), cf.constants());
            }
        }
    }

    private static void compare(MethodNode asm, MethodInfo method, ConstantPool constants) {
        assertEquals(asm.name + asm.desc, method.toString());
        assertEquals(asm.exceptions, method.exceptions());
        int annotations = (asm.visibleAnnotations == null ? 0 : asm.visibleAnnotations.size())
                + (asm.invisibleAnnotations == null ? 0 : asm.invisibleAnnotations.size());
        assertEquals(annotations, method.annotations().size());
        if (method.code() == null) {
            assertEquals(0, asm.instructions.size());
            return;
        }
        assertEquals(asm.maxStack, method.code().maxStack());
        assertEquals(asm.maxLocals, method.code().maxLocals());
        assertEquals(asm.tryCatchBlocks.size(), method.code().handlers().size());
        Bytecodes it = method.code().instructions();
        for (AbstractInsnNode node : asm.instructions) {
            if (node.getOpcode() >= 0) {
                assertTrue(it.next(), method::toString);
                assertEquals(node.getOpcode(), general(it.opcode().code()), method::toString);
                compareOperands(node, it, constants);
            }
        }
        assertFalse(it.next(), method::toString);
    }

    private static void compareOperands(AbstractInsnNode node, Bytecodes it, ConstantPool constants) {
        if (node instanceof VarInsnNode variable) {
            assertEquals(variable.var, it.local());
        } else if (node instanceof IincInsnNode iinc) {
            assertEquals(iinc.var + " " + iinc.incr, it.local() + " " + it.immediate());
        } else if (node instanceof IntInsnNode number) {
            assertEquals(number.operand, it.opcode() == Opcode.NEWARRAY ? it.arrayType() : it.immediate());
        } else if (node instanceof TypeInsnNode type) {
            assertEquals(type.desc, constants.className(it.constant()));
        } else if (node instanceof FieldInsnNode field) {
            assertEquals(new MemberRef(field.owner, field.name, field.desc, false), constants.memberRef(it.constant()));
        } else if (node instanceof MethodInsnNode call) {
            assertEquals(new MemberRef(call.owner, call.name, call.desc, call.itf), constants.memberRef(it.constant()));
        } else if (node instanceof InvokeDynamicInsnNode site) {
            assertEquals(site.name + site.desc, constants.invokeDynamic(it.constant()).name()
                    + constants.invokeDynamic(it.constant()).descriptor());
        } else if (node instanceof MultiANewArrayInsnNode array) {
            assertEquals(array.desc + array.dims, constants.className(it.constant()) + it.dimensions());
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            List<Integer> keys = new ArrayList<>();
            for (int i = 0; i < it.switchCount(); i++) {
                keys.add(it.switchKey(i));
            }
            assertEquals(lookup.keys, keys);
        } else if (node instanceof TableSwitchInsnNode table) {
            assertEquals(table.min, it.switchKey(0));
            assertEquals(table.labels.size(), it.switchCount());
        }
    }

    /** ASM shows iload_1 as iload, ldc_w as ldc and goto_w as goto. */
    private static int general(int opcode) {
        if (opcode == Opcode.LDC_W.code() || opcode == Opcode.LDC2_W.code()) {
            return Opcode.LDC.code();
        }
        if (opcode == Opcode.GOTO_W.code()) {
            return Opcode.GOTO.code();
        }
        if (Opcode.of(opcode).format() == Opcode.Format.LOCAL_IMPLIED) {
            return opcode < Opcode.IALOAD.code() ? Opcode.ILOAD.code() + (opcode - Opcode.ILOAD_0.code()) / 4
                    : Opcode.ISTORE.code() + (opcode - Opcode.ISTORE_0.code()) / 4;
        }
        return opcode;
    }

    @Test
    void mutatedBytesGiveAClassOrTheOneException() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : List.of("java/lang/String", "java/util/HashMap", "java/lang/Runnable",
                "java/util/regex/Matcher", "java/time/LocalDate", "java/lang/Deprecated", "java/lang/Object")) {
            seeds.add(JdkClasses.javaBase().get(name));
        }
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            if (random.nextInt(10) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));
            }
            for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
                int at = random.nextBoolean() ? random.nextInt(bytes.length)
                        : random.nextInt(Math.min(bytes.length, 2000));
                bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1 << random.nextInt(8));
            }
            try {
                assertNotNull(ClassFile.read(bytes, "mutant " + round).name());
            } catch (ClassFormatException e) {
                assertNotNull(e.rule());
                refused++;
            } catch (RuntimeException | Error e) {
                fail("mutant " + round, e);
            }
        }
        assertTrue(refused > 1_000, "only " + refused + " refused");
    }

    @Test
    void everyPrefixOfAClassIsRefused() throws IOException {
        byte[] bytes = JdkClasses.javaBase().get("java/util/Optional");
        for (int length = 0; length < bytes.length; length++) {
            try {
                ClassFile.read(Arrays.copyOf(bytes, length));
                fail("accepted " + length + " of " + bytes.length + " bytes");
            } catch (ClassFormatException e) {
                assertNotNull(e.what());
            }
        }
    }

    /** Reflection reads the same annotations, lines and constants as we do. */
    @Deprecated(since = "1", forRemoval = false)
    static final class Annotated {
        static final long WIDE = 1L << 40;

        private Annotated() { }
    }

    @Test
    void annotationsAndConstants() throws Exception {
        byte[] bytes;
        try (var in = ClassFileTest.class.getResourceAsStream("ClassFileTest$Annotated.class")) {
            bytes = in.readAllBytes();
        }
        ClassFile cf = ClassFile.read(bytes);
        Annotation annotation = cf.annotation("Ljava/lang/Deprecated;");
        assertTrue(annotation.visible());
        assertEquals(new Annotation.Constant('s', "1"), annotation.value("since"));
        assertEquals(new Annotation.Constant('Z', 0), annotation.value("forRemoval"));
        assertEquals(1L << 40, cf.field("WIDE", "J").constantValue());
        assertEquals("obol/classfile/ClassFileTest", cf.nestHost());
        assertTrue(cf.method("<init>", "()V").code().lineAt(0) > 0);
    }

    @Test
    void constantsAreAskedForByTheirKind() throws Exception {
        ConstantPool constants = ClassFile.read(JdkClasses.javaBase().get("java/lang/Long")).constants();
        for (int i = 0; i <= constants.size(); i++) {
            int index = i;
            if (constants.tag(i) == ConstantPool.LONG) {
                constants.longValue(i);
                assertEquals(0, constants.tag(i + 1));
            } else {
                assertThrows(IllegalArgumentException.class, () -> constants.longValue(index));
            }
        }
        assertEquals(0, constants.tag(-1));
    }
}
