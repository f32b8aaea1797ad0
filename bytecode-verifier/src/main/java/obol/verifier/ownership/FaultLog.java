package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.classfile.MethodInfo;

/** The faults of one class, the first of each method and line. */
final class FaultLog {
    static final String NO_METHOD = "-";

    private final String className;
    private final List<OwnershipFault> faults = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    FaultLog(String className) {
        this.className = className;
    }

    /** A fault at an instruction. Without a line each instruction counts as one. */
    void add(OwnershipRule rule, MethodInfo method, int bci, int line, String found) {
        if (places.add(method + (line > 0 ? " line " + line : " @" + bci))) {
            faults.add(new OwnershipFault(rule, className, method.toString(), bci, line, found));
        }
    }

    /** A fault of a field, a component, or the class. */
    void add(OwnershipRule rule, String found) {
        faults.add(new OwnershipFault(rule, className, NO_METHOD, -1, -1, found));
    }

    /** A fault of a method's declaration. */
    void add(OwnershipRule rule, MethodInfo method, String found) {
        int line = method.code() == null ? -1 : method.code().lineAt(0);
        faults.add(new OwnershipFault(rule, className, method.toString(), 0, line, found));
    }

    List<OwnershipFault> faults() {
        return faults;
    }
}
