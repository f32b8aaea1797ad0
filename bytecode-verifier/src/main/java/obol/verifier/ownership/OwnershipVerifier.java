package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.List;
import obol.classfile.ClassFile;
import obol.classfile.MethodInfo;
import obol.verifier.ClassSource;
import obol.verifier.Refusal;

/**
 * Checks the ownership rules for classes of one namespace that have passed the type rules. Not thread-safe. Keeps what it learned of the
 * namespace's classes; time and memory for one class are bounded by its size and {@link MethodAnalysis#MOST_EFFORT} for each method.
 */
public final class OwnershipVerifier {
    private final LinearTypes types;

    /** @param source finds all classes, those of the system's channels and those that are checked as well */
    public OwnershipVerifier(ClassSource source) {
        types = new LinearTypes(source);
    }

    /**
     * Refusals by the rules {@code own.NAME}, at most one for each method and line, in the order of the class file; none for a class that
     * has nothing to do with linear values.
     *
     * @param cf must have passed the type rules, and must be what the source finds by its name
     */
    public List<Refusal> check(ClassFile cf) {
        List<Refusal> refusals = new ArrayList<>();
        faults(cf).forEach(fault -> refusals.add(fault.refusal()));
        return refusals;
    }

    /** As {@link #check}. */
    List<OwnershipFault> faults(ClassFile cf) {
        FaultLog log = new FaultLog(cf.name());
        DeclarationRules declarations = new DeclarationRules(cf, types, log);
        boolean concerns = types.concerns(cf);
        if (concerns || DeclarationRules.joinsMethods(cf)) {
            declarations.overriding();
        }
        if (!concerns) {
            return log.faults();
        }
        declarations.check();
        LambdaRules lambdas = new LambdaRules(cf, types, log);
        for (MethodInfo method : cf.methods()) {
            MethodTypes signature = lambdas.adapt(method, types.methodTypes(cf, method));
            if (!lambdas.isSpoilt(method) && declarations.method(method, signature)) {
                MethodAnalysis analysis = new MethodAnalysis(cf, method, signature, types, log, lambdas);
                analysis.run();
                if (analysis.returnsLinear()) {
                    lambdas.gives(method);
                }
            }
        }
        lambdas.decide();
        return log.faults();
    }
}
