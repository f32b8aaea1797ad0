package obol.aot.reach;

import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;

/**
 * What the compiler demands of the nucleus: methods marked {@code @NoAllocation} neither allocate, poll, initialise a
 * class nor call a method that is not marked; and no static field of a nucleus class can change, as all its state hangs
 * off the CPU. Looked at in each reachable method's graph before inlining, so a chain of calls is checked link by link.
 */
public final class NucleusRules {
    private static final String NUCLEUS = "obol/nucleus/";
    /** Substitutions are the class library's code: what they declare belongs to the process. */
    private static final String SUBSTITUTIONS = "obol/nucleus/substitutions/";

    private final List<String> violations = new ArrayList<>();

    /** One line for each violation found so far: the method, the place, and what is wrong. */
    public List<String> violations() {
        return violations;
    }

    /** Looks at the graph of a method, at the JAVA level. */
    public void check(JMethod method, Graph graph) {
        if (!method.noAllocation) return;
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                String fault = fault(ins);
                if (fault != null) violations.add(method + (ins.position == null ? "" : " line " + line(ins)) + ": " + fault + " in @NoAllocation code");
            }
        }
    }

    /** Looks at the fields of a class. */
    public void check(JClass c) {
        if (!c.name.startsWith(NUCLEUS) || c.name.startsWith(SUBSTITUTIONS)) return;
        for (JField f : c.fields) {
            if (f.isStatic() && !f.isFinal()) violations.add(f + ": a mutable static in the nucleus");
        }
    }

    private static int line(Ins ins) {
        JMethod m = ins.position.method();
        return m.code == null ? 0 : m.code.lineAt(ins.position.bci());
    }

    private static String fault(Ins ins) {
        return switch (ins.op) {
            case NEW, NEW_ARRAY, NEW_MULTI_ARRAY -> "allocates " + ins.attr;
            case POLL -> "polls";
            case INIT_CLASS -> "may initialise " + ins.attr;
            case CLASS_MIRROR -> "asks for the Class object of " + ins.attr;
            case MONITOR_ENTER, MONITOR_EXIT -> "takes a monitor";
            case THROW, LINKAGE_ERROR -> "throws";
            case INVOKE_STATIC, INVOKE_SPECIAL -> {
                JMethod callee = (JMethod) ins.attr;
                yield callee.noAllocation || callee.assembly != null ? null : "calls " + callee;
            }
            case INVOKE_VIRTUAL, INVOKE_INTERFACE -> "dispatches " + ins.attr;
            case CALL -> ((CallTarget) ins.attr).indirect() ? "calls code by its address" : null;
            default -> null;
        };
    }
}
