package obol.aot.desugar;

import obol.aot.ir.Linkage;
import obol.aot.world.JMethod;
import obol.aot.world.Resolution;
import obol.aot.world.World;
import obol.classfile.DynamicRef;

public final class CallSites {
    public CallSites(World world) {
    }

    public Resolution<JMethod> find(JMethod caller, DynamicRef ref, int bci) {
        return Resolution.failed(new Linkage("java/lang/BootstrapMethodError", "x"));
    }
}
