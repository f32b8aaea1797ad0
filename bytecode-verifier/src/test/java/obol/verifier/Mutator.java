package obol.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Makes wrong classes out of right ones; the same seed of the random numbers gives the same mutants. */
public final class Mutator {
    private final Random random;

    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** @param bytes a valid class file, which is not changed */
    public byte[] mutate(byte[] bytes) {
        ClassLayout layout = new ClassLayout(bytes);
        byte[] mutant = bytes.clone();
        int rounds = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < rounds; i++) {
            switch (random.nextInt(10)) {
                case 0 -> change(mutant, random.nextInt(mutant.length));
                case 1 -> changeIn(mutant, layout.constantPool());
                case 2, 3 -> changeIn(mutant, layout.code());
                case 4, 5 -> changeIn(mutant, layout.stackMaps());
                case 6 -> changeIn(mutant, layout.handlers());
                case 7 -> swapConstant(mutant, layout);
                default -> {
                    byte[] edited = editTree(mutant);
                    return edited == null ? mutant : edited;
                }
            }
        }
        return mutant;
    }

    private void change(byte[] bytes, int at) {
        bytes[at] = switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            case 2 -> (byte) (bytes[at] + 1);
            default -> (byte) (bytes[at] - 1);
        };
    }

    private void changeIn(byte[] bytes, List<ClassLayout.Range> ranges) {
        if (!ranges.isEmpty()) {
            ClassLayout.Range range = ranges.get(random.nextInt(ranges.size()));
            change(bytes, range.start() + random.nextInt(range.end() - range.start()));
        }
    }

    /** Makes one reference within the constant pool name another entry of the same kind. */
    private void swapConstant(byte[] bytes, ClassLayout layout) {
        List<Integer> links = layout.links();
        int at = links.get(random.nextInt(links.size()));
        int target = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        List<Integer> alike = layout.sameTag(target);
        if (!alike.isEmpty()) {
            int other = alike.get(random.nextInt(alike.size()));
            bytes[at] = (byte) (other >> 8);
            bytes[at + 1] = (byte) other;
        }
    }

    /** An edit of the instructions that keeps the declared frames; null if the class can't be read or written. */
    private byte[] editTree(byte[] bytes) {
        try {
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, 0);
            List<MethodNode> methods = new ArrayList<>();
            for (MethodNode method : node.methods) {
                if (method.instructions.size() > 0) {
                    methods.add(method);
                }
            }
            if (methods.isEmpty()) {
                return null;
            }
            MethodNode method = methods.get(random.nextInt(methods.size()));
            edit(method);
            if (random.nextBoolean()) {
                method.maxStack += 2;
            }
            ClassWriter writer = new ClassWriter(0);
            node.accept(writer);
            return writer.toByteArray();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private void edit(MethodNode method) {
        InsnList list = method.instructions;
        AbstractInsnNode at = list.get(random.nextInt(list.size()));
        switch (random.nextInt(9)) {
            case 0 -> list.remove(at);
            case 1 -> list.insert(at, new InsnNode(SIMPLE[random.nextInt(SIMPLE.length)]));
            case 2 -> list.insert(at, new VarInsnNode(VARIABLE[random.nextInt(VARIABLE.length)],
                    random.nextInt(Math.max(1, method.maxLocals))));
            case 3 -> {
                if (at.getNext() != null) {
                    AbstractInsnNode next = at.getNext();
                    list.remove(next);
                    list.insertBefore(at, next);
                }
            }
            case 4 -> {
                if (at.getOpcode() >= 0 && at instanceof InsnNode) {
                    list.set(at, new InsnNode(SIMPLE[random.nextInt(SIMPLE.length)]));
                } else if (at instanceof VarInsnNode variable) {
                    variable.var = random.nextInt(Math.max(1, method.maxLocals));
                } else if (at instanceof TypeInsnNode type) {
                    type.setOpcode(new int[] {Opcodes.NEW, Opcodes.CHECKCAST, Opcodes.ANEWARRAY}[random.nextInt(3)]);
                }
            }
            case 5 -> {
                LabelNode label = anyLabel(list);
                if (label != null) {
                    list.insert(at, new JumpInsnNode(random.nextBoolean() ? Opcodes.GOTO : Opcodes.IFNULL, label));
                }
            }
            case 6 -> {
                if (at instanceof JumpInsnNode jump && anyLabel(list) != null) {
                    jump.label = anyLabel(list);
                } else {
                    list.insert(at, new InsnNode(Opcodes.ATHROW));
                }
            }
            case 7 -> {
                LabelNode start = anyLabel(list);
                LabelNode end = anyLabel(list);
                LabelNode handler = anyLabel(list);
                if (start != null && list.indexOf(start) < list.indexOf(end)) {
                    method.tryCatchBlocks.add(random.nextInt(method.tryCatchBlocks.size() + 1),
                            new TryCatchBlockNode(start, end, handler, random.nextBoolean() ? null : "java/lang/Error"));
                }
            }
            default -> {
                for (AbstractInsnNode node = at; node != null; node = node.getNext()) {
                    if (node instanceof FrameNode frame && frame.local != null && !frame.local.isEmpty()) {
                        frame.local.set(random.nextInt(frame.local.size()), FRAME_TYPES[random.nextInt(FRAME_TYPES.length)]);
                        break;
                    }
                }
            }
        }
    }

    private LabelNode anyLabel(InsnList list) {
        List<LabelNode> labels = new ArrayList<>();
        for (AbstractInsnNode node : list) {
            if (node instanceof LabelNode label) {
                labels.add(label);
            }
        }
        return labels.isEmpty() ? null : labels.get(random.nextInt(labels.size()));
    }

    private static final int[] SIMPLE = {
        Opcodes.NOP, Opcodes.ACONST_NULL, Opcodes.ICONST_0, Opcodes.LCONST_0, Opcodes.FCONST_0, Opcodes.DCONST_0,
        Opcodes.POP, Opcodes.POP2, Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2, Opcodes.DUP2, Opcodes.DUP2_X1,
        Opcodes.DUP2_X2, Opcodes.SWAP, Opcodes.IADD, Opcodes.LADD, Opcodes.FADD, Opcodes.DADD, Opcodes.I2L, Opcodes.L2I,
        Opcodes.AALOAD, Opcodes.IALOAD, Opcodes.BALOAD, Opcodes.AASTORE, Opcodes.ARRAYLENGTH, Opcodes.ATHROW,
        Opcodes.MONITORENTER, Opcodes.MONITOREXIT, Opcodes.RETURN, Opcodes.IRETURN, Opcodes.LRETURN, Opcodes.FRETURN,
        Opcodes.DRETURN, Opcodes.ARETURN, Opcodes.LCMP, Opcodes.DCMPL,
    };
    private static final int[] VARIABLE = {
        Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.ALOAD,
        Opcodes.ISTORE, Opcodes.LSTORE, Opcodes.FSTORE, Opcodes.DSTORE, Opcodes.ASTORE,
    };
    private static final Object[] FRAME_TYPES = {
        Opcodes.TOP, Opcodes.INTEGER, Opcodes.FLOAT, Opcodes.LONG, Opcodes.DOUBLE, Opcodes.NULL,
        Opcodes.UNINITIALIZED_THIS, "java/lang/Object", "java/lang/String", "[I", "[Ljava/lang/Object;",
        "java/lang/Runnable", "[[Ljava/lang/Runnable;", "[[I", "java/lang/Cloneable",
    };
}
