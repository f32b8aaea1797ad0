package obol.aot.reach;

import obol.aot.ir.Graph;
import obol.aot.world.JMethod;

/** Makes the graph of a method at the JAVA level. */
public interface GraphBuilder {
    /** A graph of the method's own, that the caller may change. The method is neither abstract nor of the assembly code. */
    Graph build(JMethod method);
}
