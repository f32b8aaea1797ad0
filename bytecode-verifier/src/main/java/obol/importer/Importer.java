package obol.importer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import obol.classfile.Access;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.Code;
import obol.classfile.MethodInfo;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Turns a class of version 45 to 50 without frames into one of version 50 with them. Line numbers stay, names of local
 * variables go. HotSpot refuses an old class whose max_stack or max_locals is too small; as both are computed anew
 * here, they are compared with the declared ones.
 */
public final class Importer {
    private static final int VERSION = Opcodes.V1_6;

    private final Function<String, ClassFile> source;

    /** @param source classes by internal name, null for what is not there; for superclasses only */
    public Importer(Function<String, ClassFile> source) {
        this.source = source;
    }

    /** Whether the class must go through here before it is verified. */
    public static boolean isNeeded(ClassFile cf) {
        if (cf.majorVersion() != VERSION) {
            return cf.majorVersion() < VERSION;
        }
        boolean hasCode = false;
        for (MethodInfo method : cf.methods()) {
            if (method.code() != null) {
                if (method.code().stackMapTable() != null) {
                    return false;
                }
                hasCode = true;
            }
        }
        return hasCode;
    }

    /**
     * Imports one class.
     *
     * @param bytes what {@code cf} was read from
     * @throws ImportException if it can't be done; nothing else is thrown
     */
    public Imported importClass(byte[] bytes, ClassFile cf) throws ImportException {
        for (MethodInfo method : cf.methods()) {
            if (method.code() != null) {
                ImportBounds.check(method);
            }
        }
        FrameWriter writer = new FrameWriter(cf);
        byte[] written;
        try {
            new ClassReader(bytes).accept(new Rewriter(writer), ClassReader.SKIP_FRAMES);
            written = writer.toByteArray();
        } catch (RuntimeException | StackOverflowError e) {
            // ASM has no exception of its own for code that it can't follow.
            throw new ImportException(null, "4.10.2", "what ASM can't follow (" + e.getClass().getSimpleName() + ")",
                    "code with frames");
        }
        ClassFile imported;
        try {
            imported = ClassFile.read(written, cf.name());
        } catch (ClassFormatException e) {
            throw new ImportException(e.member(), e.rule(), e.what(), "a class file");
        }
        compareLimits(bytes, cf.methods(), imported.methods());
        return new Imported(written, imported, writer.missing);
    }

    private static void compareLimits(byte[] bytes, List<MethodInfo> declared, List<MethodInfo> computed)
            throws ImportException {
        List<MethodInfo> reachable = null;
        for (int i = 0; i < declared.size(); i++) {
            Code before = declared.get(i).code();
            if (before == null) {
                continue;
            }
            int maxStack = computed.get(i).code().maxStack();
            if (maxStack > before.maxStack() && maxStack == 1) {
                // Unreachable code has become nop and athrow, which takes a stack of one that nobody declared.
                reachable = reachable == null ? withReachableMaximums(bytes) : reachable;
                maxStack = reachable.get(i).code().maxStack();
            }
            int maxLocals = computed.get(i).code().maxLocals();
            if (maxStack > before.maxStack() || maxLocals > before.maxLocals()) {
                throw new ImportException(declared.get(i).toString(), "4.10.2",
                        "max_stack " + before.maxStack() + ", max_locals " + before.maxLocals(),
                        maxStack + ", " + maxLocals);
            }
        }
    }

    /** The methods with their subroutines, and with the maxima that the reachable code needs. */
    private static List<MethodInfo> withReachableMaximums(byte[] bytes) throws ImportException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        try {
            new ClassReader(bytes).accept(writer, ClassReader.SKIP_FRAMES);
            return ClassFile.read(writer.toByteArray()).methods();
        } catch (RuntimeException | StackOverflowError | ClassFormatException e) {
            throw new ImportException(null, "4.10.2", "code whose stack has no depth", "one that can be computed");
        }
    }

    /** Raises the version, and drops what version 50 does not allow where older ones did. */
    private static final class Rewriter extends ClassVisitor {
        Rewriter(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int flags, String name, String signature, String superName, String[] interfaces) {
            int allowed = (flags & Access.INTERFACE) == 0 ? flags : flags & ~Access.SUPER | Access.ABSTRACT;
            super.visit(VERSION, allowed, name, signature, superName, interfaces);
        }

        @Override
        public void visitAttribute(Attribute attribute) {
            // Unknown ones: nobody reads them, and ASM would move some to where their name has a meaning.
        }

        @Override
        public FieldVisitor visitField(int flags, String name, String descriptor, String signature, Object value) {
            return new FieldVisitor(Opcodes.ASM9, super.visitField(flags, name, descriptor, signature, value)) {
                @Override
                public void visitAttribute(Attribute attribute) { }
            };
        }

        @Override
        public MethodVisitor visitMethod(int flags, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(flags, name, descriptor, signature, exceptions);
            MethodVisitor stripped = new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitAttribute(Attribute attribute) { }

                @Override
                public void visitLocalVariable(String variable, String type, String generic, Label start, Label end,
                        int index) {
                    // Inlining would have to split and copy the ranges; nothing reads them.
                }
            };
            return new JSRInlinerAdapter(stripped, flags, name, descriptor, signature, exceptions);
        }
    }

    /** Merges types by the superclasses that the source knows. */
    private final class FrameWriter extends ClassWriter {
        /** Longest superclass chain that is followed. */
        private static final int DEEPEST = 1_000;

        private final ClassFile current;
        private final TreeSet<String> missing = new TreeSet<>();

        FrameWriter(ClassFile current) {
            super(COMPUTE_FRAMES);
            this.current = current;
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            Set<String> supers = new HashSet<>();
            String name = one;
            while (name != null && supers.size() < DEEPEST && supers.add(name)) {
                name = superOf(name);
            }
            name = other;
            for (int depth = 0; name != null && depth < DEEPEST; depth++) {
                if (supers.contains(name)) {
                    return name;
                }
                name = superOf(name);
            }
            return "java/lang/Object";
        }

        /** The superclass; that of an interface is Object, as which verification treats it. */
        private String superOf(String name) {
            ClassFile cf = name.equals(current.name()) ? current : source.apply(name);
            if (cf == null) {
                missing.add(name);
                return null;
            }
            return cf.superName();
        }
    }
}
