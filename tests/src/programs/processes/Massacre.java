package processes;

import obol.layout.SipLayout;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.Processes;
import obol.nucleus.process.Audit;

/**
 * The first process, under {@code OBOL_STRESS=kill}: runs the programs named, so often, each in a family of its own, so that they are
 * killed at any poll; after each nothing may be missing. Says at the end how many came to their end.
 */
public final class Massacre {
    private static final long SECOND = 1_000_000_000, QUOTA = 32 << 20;

    private Massacre() {}

    public static void main(String[] arguments) throws Exception {
        int killed = 0;
        int ended = 0;
        for (int round = Integer.parseInt(arguments[0]); round > 0; round--) {
            for (int i = 1; i < arguments.length; i++) {
                Child child = Child.start("program", QUOTA, arguments[i]);
                Processes.limit(child.number(), Processes.FAMILY_PROCESSES, 4);
                if (!child.await(100 * SECOND)) throw new IllegalStateException(arguments[i] + " does not end");
                if (child.reason() == SipLayout.REASON_KILLED) killed++;
                else ended++;
                child.release();
                int audit = Processes.audit();
                if (audit != Audit.CLEAN) throw new IllegalStateException(arguments[i] + ": " + Audit.name(audit));
            }
        }
        System.err.println("killed " + killed + ", ended " + ended);
        System.out.println("\nall gone: " + (killed > 0) + ", processes " + Processes.info(1, Processes.FAMILY_PROCESSES)
            + ", threads " + Processes.info(1, Processes.FAMILY_THREADS));
    }
}
