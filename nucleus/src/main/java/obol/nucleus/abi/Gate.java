package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.putInt;

import obol.layout.ThreadLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Death;

/** The way from a process's own code into trusted code and back. Its methods are called by what the compiler puts around each {@code @Abi} method. */
@NoAllocation
final class Gate {
    private Gate() {}

    private static void enter() {
        long thread = Memory.thread();
        putInt(thread + ThreadLayout.TRUSTED_DEPTH, getInt(thread + ThreadLayout.TRUSTED_DEPTH) + 1);
        putInt(thread + ThreadLayout.STATE, ThreadLayout.TRUSTED);
    }

    /** Does not return if the process has been killed. */
    private static void leave() {
        long thread = Memory.thread();
        int depth = getInt(thread + ThreadLayout.TRUSTED_DEPTH) - 1;
        putInt(thread + ThreadLayout.TRUSTED_DEPTH, depth);
        if (depth == 0) {
            putInt(thread + ThreadLayout.STATE, ThreadLayout.USER);
            if ((getInt(thread + ThreadLayout.REQUESTS) & ThreadLayout.REQUEST_KILL) != 0) {
                Death.leave();
            }
        }
    }
}
