package obol.system.init;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The file {@code /proc/crashes}: how the last few processes ended that an exception ended, oldest first. What stands under {@code /proc/N} goes
 * when the starter has been told, which is at once for what a shell runs in the foreground. Used by the loop's thread.
 */
final class CrashReports implements ProcessTable.Observer {
    private static final int MOST = 8;
    private static final long MICRO = 1000;

    private final LongSupplier clock;
    private final Deque<String> reports = new ArrayDeque<>();

    /** @param clock nanoseconds since 1970 */
    CrashReports(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void ended(Sip sip) {
        if (!sip.reason.equals(Machine.End.EXCEPTION)) {
            return;
        }
        if (reports.size() == MOST) {
            reports.remove();
        }
        reports.add("process " + sip.number + "\nname " + sip.name + "\nprogram " + sip.program + "\nended " + clock.getAsLong() / MICRO + '\n'
            + sip.report());
    }

    /** All of them, an empty line between two. */
    String text() {
        return String.join("\n", reports);
    }
}
