package obol.aot.lower;

import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/** The methods of the run time that lowered code calls: the public static methods of {@code obol.nucleus.Runtime}. */
public final class RuntimeMethods {
    public static final String CLASS = "obol/nucleus/Runtime";

    public final JMethod raise;
    public final JMethod isSubtype;
    public final JMethod monitorEnter;
    public final JMethod monitorExit;
    public final JMethod newMultiArray;
    public final JMethod linkageError;

    public RuntimeMethods(World world) {
        JClass runtime = world.require(CLASS);
        raise = find(runtime, "raise", "(Ljava/lang/Throwable;)V");
        isSubtype = find(runtime, "isSubtype", "(JJ)Z");
        monitorEnter = find(runtime, "monitorEnter", "(Ljava/lang/Object;)V");
        monitorExit = find(runtime, "monitorExit", "(Ljava/lang/Object;)V");
        newMultiArray = find(runtime, "newMultiArray", "(JI)Ljava/lang/Object;");
        linkageError = find(runtime, "linkageError", "(Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** All of them: roots of the reachability analysis. */
    public JMethod[] all() {
        return new JMethod[] {raise, isSubtype, monitorEnter, monitorExit, newMultiArray, linkageError};
    }

    private static JMethod find(JClass holder, String name, String descriptor) {
        JMethod m = holder.declared(name, descriptor);
        if (m == null) throw new IllegalStateException("the nucleus lacks " + CLASS + "." + name + descriptor);
        return m;
    }
}
