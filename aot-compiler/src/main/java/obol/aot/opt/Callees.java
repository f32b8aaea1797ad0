package obol.aot.opt;

import obol.aot.ir.Graph;
import obol.aot.world.JMethod;

/** The methods that others may take in. */
interface Callees {
    /**
     * The method's optimised graph, which is only read; null if there is none now, or it is not worth making, as it would be far larger than
     * {@code most}.
     *
     * @param most the {@link Inliner#size} up to which it is wanted
     */
    Graph of(JMethod method, int most);
}
