package obol.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

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
                assertEquals(asm.fields.get(i).value, cf.fields().get(i).constantValue());
            }
            assertEquals(asm.methods.size(), cf.methods().size());
            for (int i = 0; i < asm.methods.size(); i++) {
                compare(asm.methods.get(i), cf.methods().get(i));
            }
        }
    }

    private static void compare(MethodNode asm, MethodInfo method) {
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
        List<Integer> ours = new ArrayList<>();
        for (Bytecodes it = method.code().instructions(); it.next();) {
            ours.add(general(it.opcode().code()));
        }
        List<Integer> theirs = new ArrayList<>();
        for (AbstractInsnNode node : asm.instructions) {
            if (node.getOpcode() >= 0) {
                theirs.add(node.getOpcode());
            }
        }
        assertEquals(theirs, ours, () -> method.toString());
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
}
