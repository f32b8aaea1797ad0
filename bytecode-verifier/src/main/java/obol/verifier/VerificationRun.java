package obol.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;
import obol.importer.ImportException;
import obol.importer.Imported;
import obol.importer.Importer;

/**
 * Verifies the classes of jars, folders or single files together: reads all, imports the old ones, then verifies each
 * against all and the library. Does no I/O. What is called {@code META-INF/...} or {@code module-info.class} in its
 * container is no class of the program and left out.
 */
public final class VerificationRun {
    /**
     * A class file as found.
     *
     * @param path name within its container, {@code p/C.class}, or a file name
     */
    public record Input(String path, byte[] bytes) { }

    /**
     * The outcome for one input.
     *
     * @param classFile what was verified, frames included; null if the class was refused before there was one
     * @param bytes     the bytes of {@code classFile}: the input's own, or what the importer made of them
     */
    public record Checked(Input input, Verdict verdict, ClassFile classFile, byte[] bytes) { }

    private final ClassSource library;
    private final Policy policy;

    /** @param library what the classes may use besides each other */
    public VerificationRun(ClassSource library, Policy policy) {
        this.library = library;
        this.policy = policy;
    }

    /** Verdicts in the order of the inputs. Of two classes with one name the first is the one that others see. */
    public List<Checked> verify(List<Input> inputs) {
        List<Input> classes = new ArrayList<>();
        List<ClassFile> read = new ArrayList<>();
        Map<Integer, Verdict> early = new HashMap<>();
        Map<String, ClassFile> own = new HashMap<>();
        for (Input input : inputs) {
            if (input.path().startsWith("META-INF/") || input.path().endsWith("module-info.class")) {
                continue;
            }
            ClassFile cf = null;
            try {
                cf = ClassFile.read(input.bytes(), input.path());
                own.putIfAbsent(cf.name(), cf);
            } catch (ClassFormatException e) {
                early.put(classes.size(), Verifier.unreadable(e, input.path()));
            }
            classes.add(input);
            read.add(cf);
        }
        ClassSource all = new Layered(own, library);
        Importer importer = new Importer(all::find);
        Verifier verifier = new Verifier(all, policy);
        List<Checked> results = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            Verdict verdict = early.get(i);
            ClassFile cf = read.get(i);
            byte[] bytes = classes.get(i).bytes();
            if (verdict == null && Importer.isNeeded(cf)) {
                verdict = oldFault(cf, all);
            }
            if (verdict == null && Importer.isNeeded(cf)) {
                try {
                    Imported imported = importer.importClass(classes.get(i).bytes(), cf);
                    cf = imported.classFile();
                    bytes = imported.bytes();
                    verdict = imported.missing().isEmpty() ? null : unlinkable(cf, imported);
                } catch (ImportException e) {
                    verdict = refused(cf, e);
                }
            }
            results.add(new Checked(classes.get(i), verdict == null ? verifier.verify(cf) : verdict, cf, bytes));
        }
        return results;
    }

    /** The lines that {@code obol verify} prints. */
    public static List<String> lines(List<Checked> results) {
        return results.stream().map(result -> result.verdict().toString()).toList();
    }

    /** 0 if all are accepted, else 1. */
    public static int status(List<Checked> results) {
        return results.stream().allMatch(result -> result.verdict().isAccepted()) ? 0 : 1;
    }

    /**
     * Rules for old classes that their imported form does not show: wrong operands, which importing would repair, and
     * methods that invokespecial reached through superclasses only, before interfaces had code.
     */
    private static Verdict oldFault(ClassFile cf, ClassSource all) {
        Hierarchy hierarchy = new Hierarchy(cf, all);
        for (MethodInfo method : cf.methods()) {
            Refusal refusal = method.code() == null ? null : OperandRules.check(cf, method, true);
            if (refusal == null && method.code() != null) {
                refusal = specialFault(cf, method, hierarchy);
            }
            if (refusal != null) {
                return new Verdict(cf.name(), List.of(refusal), List.of());
            }
        }
        return null;
    }

    private static Refusal specialFault(ClassFile cf, MethodInfo method, Hierarchy hierarchy) {
        for (Bytecodes it = method.code().instructions(); it.next();) {
            if (it.opcode() == Opcode.INVOKESPECIAL) {
                MemberRef ref = cf.constants().memberRef(it.constant());
                if (!ref.name().equals("<init>") && !hierarchy.isSubclass(cf.name(), ref.owner())) {
                    return new Refusal(cf.name(), method.toString(), it.bci(), method.code().lineAt(it.bci()),
                            "4.10.2.invokespecial", "method of " + ref.owner().replace('/', '.'), "of a superclass");
                }
            }
        }
        return null;
    }

    private static Verdict refused(ClassFile cf, ImportException e) {
        String method = e.method() == null ? "-" : e.method();
        return new Verdict(cf.name(),
                List.of(new Refusal(cf.name(), method, -1, -1, e.rule(), e.found(), e.wanted())), List.of());
    }

    private Verdict unlinkable(ClassFile cf, Imported imported) {
        List<Refusal> refusals = policy.check(cf);
        List<LinkageProblem> problems = imported.missing().stream()
                .map(missing -> new LinkageProblem(cf.name(), LinkageProblem.WHOLE_CLASS, -1, LinkageProblem.NO_CLASS,
                        missing + ", on which the types of the class depend")).toList();
        return new Verdict(cf.name(), refusals, refusals.isEmpty() ? problems : List.of());
    }

    /** The program's classes before the library's. */
    private record Layered(Map<String, ClassFile> own, ClassSource library) implements ClassSource {
        @Override
        public ClassFile find(String name) {
            ClassFile cf = own.get(name);
            return cf != null ? cf : library.find(name);
        }

        @Override
        public boolean isExported(String packageName) {
            return library.isExported(packageName);
        }
    }
}
