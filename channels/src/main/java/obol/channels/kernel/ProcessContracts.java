package obol.channels.kernel;

import obol.channels.runtime.ContractIndex;
import obol.channels.runtime.Skeleton;

/**
 * The contracts of a process: those of its suite, which the suite's programs name as the first thing that they do, and those of the
 * image. Before that only the image's are known.
 */
public final class ProcessContracts extends ContractIndex {
    public static final ProcessContracts INSTANCE = new ProcessContracts();

    private ContractIndex suite;

    private ProcessContracts() {
    }

    /** The index of the process's suite. Called by the generated entry of a program. */
    public static void ofSuite(ContractIndex index) {
        INSTANCE.suite = index;
    }

    @Override
    protected Skeleton find(String contract) {
        Skeleton found = suite == null ? null : suite.skeleton(contract, ProcessContracts.class);
        return found != null ? found : KnownContracts.INSTANCE.skeleton(contract, ProcessContracts.class);
    }
}
