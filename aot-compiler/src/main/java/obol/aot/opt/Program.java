package obol.aot.opt;

import java.util.List;
import obol.aot.reach.Reach;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * What the passes may count on of the whole program. While reachability is being found out nothing: {@link #OPEN}.
 * Afterwards the analysis's result, which the passes must keep: they name no method that is not reachable. In an open world
 * that says nothing of classes to which others may add subtypes.
 */
public final class Program {
    public static final Program OPEN = new Program(null, true);

    private static final int MOST = 8;

    private final Reach reach;
    private final boolean open;

    private Program(Reach reach, boolean open) {
        this.reach = reach;
        this.open = open;
    }

    /** The analysis must be complete. */
    public static Program of(World world, Reach reach) {
        return new Program(reach, world.profile() != null);
    }

    /** Whether a call may name this method directly. */
    boolean mayCall(JMethod method) {
        return reach == null || method.reachable;
    }

    /** The classes whose instances may be the receiver, {@code c} or below, if that is known and they are few; else empty. */
    List<JClass> receivers(JClass c) {
        if (reach == null || open && c.extensible) return List.of();
        List<JClass> all = reach.instantiatedSubtypes(c);
        return all.size() <= MOST ? all : List.of();
    }

    /** The only method that a dispatched call can run if the receiver is an instance of {@code bound}; or null. */
    JMethod onlyTarget(World world, JMethod called, JClass bound) {
        if (reach == null || open && bound.extensible) return null;
        JMethod only = reach.uniqueTarget(called);
        if (only != null) return only;
        for (JClass c : receivers(bound)) {
            JMethod target = world.selectVirtual(c, called);
            if (target == null || only != null && only != target) return null;
            only = target;
        }
        return only;
    }
}
