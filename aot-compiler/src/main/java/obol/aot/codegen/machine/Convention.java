package obol.aot.codegen.machine;

import java.util.List;
import obol.aot.ir.Type;
import obol.aot.x86.Gpr;
import obol.aot.x86.Xmm;

/** Where arguments and results lie at calls: the Java convention, and that of stubs. */
public final class Convention {
    private static final int[] INTEGER = {
        Location.of(Gpr.RDI), Location.of(Gpr.RSI), Location.of(Gpr.RDX), Location.of(Gpr.RCX), Location.of(Gpr.R8), Location.of(Gpr.R9)};
    private static final int FLOATING = 8;
    /** Where a stub takes its arguments. */
    public static final int[] STUB = {Location.RAX, Location.RCX, Location.RDX};

    /** For each parameter its register, or the slot number from {@link Location#FIRST_SLOT} of the stack argument. */
    public final int[] arguments;
    /** How many lie on the stack. */
    public final int stackArguments;

    public Convention(List<Type> parameters) {
        arguments = new int[parameters.size()];
        int integers = 0;
        int floats = 0;
        int stack = 0;
        for (int i = 0; i < arguments.length; i++) {
            boolean floating = parameters.get(i).isFloating();
            if (floating && floats < FLOATING) arguments[i] = Location.of(Xmm.of(floats++));
            else if (!floating && integers < INTEGER.length) arguments[i] = INTEGER[integers++];
            else arguments[i] = Location.slot(stack++);
        }
        stackArguments = stack;
    }

    public static int result(Type type) {
        return type.isFloating() ? Location.FIRST_XMM : Location.RAX;
    }
}
