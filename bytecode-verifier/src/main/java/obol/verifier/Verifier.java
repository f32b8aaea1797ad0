package obol.verifier;

import java.util.ArrayList;
import java.util.List;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.MethodInfo;
import obol.verifier.ownership.OwnershipVerifier;

/**
 * Verifies classes against one namespace. Two verdicts are kept apart: type rules (JVMS 4.8 to 4.10), policy and, for all but trusted
 * classes, ownership refuse a class; what is absent or inaccessible is listed as {@link LinkageProblem} and left to fail when it is used.
 *
 * <p>A verdict is about one class. A class links only if its superclasses and superinterfaces do, so the verdict of
 * each of them is needed as well. Not thread-safe. Bounded: any class file takes memory and time linear in its size but
 * for the work that {@link MethodVerifier#MOST_EFFORT} caps.
 */
public final class Verifier {
    private final ClassSource source;
    private final Policy policy;
    private final OwnershipVerifier ownership;

    /** @param source where all classes are found; should know those that are verified too */
    public Verifier(ClassSource source, Policy policy) {
        this.source = source;
        this.policy = policy;
        ownership = new OwnershipVerifier(source);
    }

    /** Reads and verifies a class; bytes that are no class file are refused with the reader's rule. */
    public Verdict verify(byte[] bytes, String sourceName) {
        try {
            return verify(ClassFile.read(bytes, sourceName));
        } catch (ClassFormatException e) {
            return unreadable(e, sourceName);
        }
    }

    static Verdict unreadable(ClassFormatException e, String sourceName) {
        String name = e.className() == null ? String.valueOf(sourceName) : e.className();
        String member = e.member() == null ? "-" : e.member();
        String found = e.bci() >= 0 || e.attribute() == null ? e.what() : e.what() + " in attribute " + e.attribute();
        Refusal refusal = new Refusal(name, member, e.bci(), e.line(), e.rule(), found, "a class file");
        return new Verdict(name, List.of(refusal), List.of());
    }

    public Verdict verify(ClassFile cf) {
        List<Refusal> refusals = policy.check(cf);
        if (!refusals.isEmpty()) {
            return new Verdict(cf.name(), refusals, List.of());
        }
        Hierarchy hierarchy = new Hierarchy(cf, source);
        Types types = new Types(hierarchy);
        for (MethodInfo method : cf.methods()) {
            if (method.code() != null) {
                Refusal refusal = new MethodVerifier(cf, method, types, hierarchy).verify();
                if (refusal != null) {
                    refusals.add(refusal);
                }
            }
        }
        if (refusals.isEmpty() && policy.checksOwnership(cf)) {
            refusals.addAll(ownership.check(cf));
        }
        List<LinkageProblem> linkage = new ArrayList<>();
        if (refusals.isEmpty()) {
            new SupertypeRules(cf, hierarchy, linkage).check();
            for (String missing : hierarchy.missing()) {
                linkage.add(new LinkageProblem(cf.name(), LinkageProblem.WHOLE_CLASS, -1, LinkageProblem.NO_CLASS,
                        missing + ", on which the types of the class depend"));
            }
            new LinkageRules(cf, hierarchy, source, linkage).check();
        }
        return new Verdict(cf.name(), refusals, linkage);
    }
}
