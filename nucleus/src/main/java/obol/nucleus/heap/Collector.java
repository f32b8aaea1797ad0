package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.quota.Families;
import obol.nucleus.threads.Stacks;

/** Decides what a collection does, and in which order. Runs on the stack of the thread that ran out of room. */
@NoAllocation
public final class Collector {
    /** The last of the efforts that {@link #request} knows. */
    static final int UTMOST = 2;
    static final int NOTHING = -1;
    /** Blocks that a nursery grows to, and the most if much of it lives. */
    static final int NURSERY_USUAL = 16;
    static final int NURSERY_MOST = 64;
    /** Mature blocks below which no full collection is due. */
    private static final int FULL_LEAST = 128;
    /** Less than this part of the quota is nothing. */
    private static final int EXHAUSTED_SHIFT = 6;

    private Collector() {}

    /** What to ask of a collection at the n-th try to make room: minor, full, full with soft references. */
    static int request(int effort) {
        switch (effort) {
            case 0: return 0;
            case 1: return SipLayout.COLLECT_FULL;
            default: return SipLayout.COLLECT_FULL | SipLayout.COLLECT_SOFT;
        }
    }

    /** What collection is due before so many bytes are given out, although there may be room; or NOTHING. */
    static int due(long size) {
        long sip = Nucleus.sip();
        if (size > Allocator.MEDIUM_MAX && getInt(sip + SipLayout.MATURE_BLOCKS) + Allocator.blocksFor(size)
                > getInt(sip + SipLayout.FULL_TRIGGER)) {
            return SipLayout.COLLECT_FULL;
        }
        return isStressed(sip) ? 0 : NOTHING;
    }

    /** Whether this occasion is one at which stress is to collect. */
    public static boolean isStressed(long sip) {
        if ((getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_COLLECT) == 0) {
            return false;
        }
        int left = getInt(sip + SipLayout.STRESS_LEFT);
        putInt(sip + SipLayout.STRESS_LEFT, left > 0 ? left - 1 : getInt(sip + SipLayout.STRESS_EVERY) - 1);
        return left <= 0;
    }

    /**
     * So little is free after a full collection that the next ones would follow at once: better an OutOfMemoryError now
     * than a program that does nothing but collect.
     */
    static boolean isExhausted() {
        long sip = Nucleus.sip();
        int quota = getInt(sip + SipLayout.BLOCKS_QUOTA);
        long left = Families.room(getLong(sip + SipLayout.FAMILY), FamilyLayout.HEAP) + getInt(sip + SipLayout.BLOCKS_CHARGED);
        return Math.min(quota, left) - getInt(sip + SipLayout.BLOCKS_USED) < Math.max(4, quota >> EXHAUSTED_SHIFT);
    }

    /** Called through {@link obol.nucleus.Machine#callCollector}; every thread's SAVED_SP is where its youngest frame had called. */
    @EntryPoint("collect")
    static void collect(long request) {
        long sip = Nucleus.sip();
        boolean due = getInt(sip + SipLayout.MATURE_BLOCKS) > getInt(sip + SipLayout.FULL_TRIGGER);
        putInt(sip + SipLayout.COLLECTION, (int) request | (due ? SipLayout.COLLECT_FULL : 0));
        boolean verify = (getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_VERIFY) != 0;
        Allocator.closeNursery(sip);
        if (verify) {
            Verifier.run(sip);
        }
        Minor.collect(sip);
        if ((getInt(sip + SipLayout.COLLECTION) & SipLayout.COLLECT_FULL) != 0) {
            collectMature(sip);
            Stacks.shrinkAll(sip);
        }
        Allocator.settle(sip);
        if (verify) {
            Verifier.run(sip);
        }
    }

    /** No young object is left. */
    private static void collectMature(long sip) {
        Marker.begin(sip);
        Roots.visit(sip);
        Marker.drain(sip);
        References.clear(sip);
        References.clearInterned(sip);
        PendingReferences.announce(sip);
        Sweep.run(sip);
        int live = getInt(sip + SipLayout.MATURE_BLOCKS);
        putInt(sip + SipLayout.FULL_TRIGGER, live + Math.max(live, FULL_LEAST));
        putLong(sip + SipLayout.FULL_COUNT, getLong(sip + SipLayout.FULL_COUNT) + 1);
    }
}
