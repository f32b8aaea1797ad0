package obol.aot.codegen;

import java.util.Collections;
import java.util.Random;
import obol.aot.codegen.allocation.AllocationChecker;
import obol.aot.codegen.allocation.Assignment;
import obol.aot.codegen.allocation.Intervals;
import obol.aot.codegen.allocation.LinearScan;
import obol.aot.codegen.allocation.Liveness;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.ir.Graph;

/** Compiles graphs to machine code. Keeps nothing between methods. */
public final class CodeGenerator {
    private final boolean checkAllocation;
    private final boolean implicitNullChecks;
    private final int registers;
    private final Random shuffle;

    public CodeGenerator() {
        this(true, true);
    }

    /**
     * @param checkAllocation    prove each register allocation right ({@link AllocationChecker}); costs about as much as making it
     * @param implicitNullChecks leave null checks to the access that follows, where it faults by itself
     */
    public CodeGenerator(boolean checkAllocation, boolean implicitNullChecks) {
        this(checkAllocation, implicitNullChecks, Location.GPRS | Location.XMMS, null);
    }

    /** With few {@code registers} and the blocks in any order splitting and slots are tried hard. */
    CodeGenerator(boolean checkAllocation, boolean implicitNullChecks, int registers, Random shuffle) {
        this.shuffle = shuffle;
        this.checkAllocation = checkAllocation;
        this.implicitNullChecks = implicitNullChecks;
        this.registers = registers;
    }

    /**
     * The graph must be at the MACHINE level and keep the invariants of {@code obol.aot.ir}; it is brought into reverse
     * postorder, and its divisions by constants are replaced.
     *
     * @throws IllegalArgumentException for an operation that the machine has not
     * @throws IllegalStateException    when the allocation is found wrong, or the frame is too large
     */
    public CompiledMethod compile(Graph graph) {
        MachineCode code = allocate(graph);
        if (checkAllocation) AllocationChecker.check(code);
        return Emitter.emit(code);
    }

    /** Everything before the check. */
    MachineCode allocate(Graph graph) {
        graph.order();
        ConstantDivision.run(graph);
        BlockOrder order = new BlockOrder(graph);
        if (shuffle != null) Collections.shuffle(order.order.subList(1, order.order.size()), shuffle);
        MachineCode code = Selection.select(graph, order, implicitNullChecks);
        code.number();
        Liveness.compute(code);
        Intervals intervals = Intervals.build(code);
        new LinearScan(code, intervals, registers).allocate();
        new Assignment(code, intervals).apply();
        return code;
    }
}
