package obol.nucleus.threads;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Sips;
import obol.nucleus.quota.Families;

/**
 * How much of its stack a thread may touch. It begins with {@link #BEGINNING} bytes above the reserve; when the entry check or a poll finds
 * the limit reached, the stack grows by {@link #STEP} or so, and the pages are counted in the thread's process and family. If these may not
 * have more, that is the stack's end for this thread: StackOverflowError. What a thread has grown to and uses no more is given back in
 * full collections of its process, and whenever anybody is refused: so what counts is what is in use.
 *
 * <p>Pages between {@link ThreadRuntime#STACK_FLOOR} and the stack's high end are counted, whether touched or not, with the reserve that
 * stubs and the collector use; no page below has ever memory.
 */
@NoAllocation
public final class Stacks {
    public static final int PAGE_SHIFT = 12;
    private static final long PAGE = 1L << PAGE_SHIFT;
    private static final long BEGINNING = 2 * PAGE;
    private static final long STEP = 4 * PAGE;
    /** Less than this is not worth giving back: it may soon be wanted again. */
    private static final long LEAST_BACK = 16 * PAGE;

    private Stacks() {}

    /** Whether the process may have one more stack. */
    static boolean mayBegin(long sip) {
        return hasRoom(sip, BEGINNING + ThreadLayout.STACK_RESERVE >>> PAGE_SHIFT);
    }

    /** The stack, whose place is set, is that of a new thread, and not yet counted. */
    static void begin(long thread) {
        setFloor(thread, highestFloor(thread));
    }

    /** Pages that the thread's stack is counted for. */
    static int pages(long thread) {
        return (int) (getLong(thread + ThreadLayout.STACK_HIGH) - getLong(thread + ThreadRuntime.STACK_FLOOR) >>> PAGE_SHIFT);
    }

    /** Those of all threads of a process, each looked at. */
    public static int pagesOfAll(long sip) {
        int pages = 0;
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            pages += pages(thread);
        }
        return pages;
    }

    /** The process's stacks may touch so many pages more, or less. */
    static void count(long sip, int pages) {
        putInt(sip + SipLayout.STACK_PAGES, getInt(sip + SipLayout.STACK_PAGES) + pages);
        Families.add(getLong(sip + SipLayout.FAMILY), FamilyLayout.STACKS, pages);
    }

    /** The running thread has come to its limit with this rsp. Whether it may go on: it has more, and rsp is above the limit again. */
    public static boolean grow(long thread, long sp) {
        long floor = getLong(thread + ThreadRuntime.STACK_FLOOR);
        if (!isUsual(thread, floor)) {
            return false; // the error that is being made must come out of the reserve
        }
        long wanted = Math.max(getLong(thread + ThreadLayout.STACK_LOW), floorFor(sp));
        long pages = floor - wanted >>> PAGE_SHIFT;
        long sip = getLong(thread + ThreadLayout.SIP);
        if (!hasRoom(sip, pages)) {
            return false;
        }
        count(sip, (int) pages);
        setFloor(thread, wanted);
        return sp > getLong(thread + ThreadLayout.STACK_LIMIT);
    }

    private static boolean hasRoom(long sip, long pages) {
        long family = getLong(sip + SipLayout.FAMILY);
        if (Families.hasRoom(family, FamilyLayout.STACKS, pages)) {
            return true;
        }
        for (long each = Sips.first(); each != 0; each = Sips.next(each)) {
            shrinkAll(each);
        }
        return Families.hasRoom(family, FamilyLayout.STACKS, pages);
    }

    /** Gives back what the process's threads do not use of their stacks. The running thread's is left alone. */
    public static void shrinkAll(long sip) {
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            if (thread != Memory.thread()) {
                shrink(sip, thread);
            }
        }
    }

    private static void shrink(long sip, long thread) {
        long floor = getLong(thread + ThreadRuntime.STACK_FLOOR);
        long wanted = Math.min(highestFloor(thread), floorFor(getLong(thread + ThreadLayout.SAVED_SP)));
        if (wanted - floor >= LEAST_BACK && isUsual(thread, floor)) {
            Machine.discardMemory(floor, wanted - floor);
            count(sip, (int) -(wanted - floor >>> PAGE_SHIFT));
            setFloor(thread, wanted);
        }
    }

    /** The thread has ended, and its stack is counted no more: what it had grown to is given back. */
    static void end(long thread) {
        long floor = getLong(thread + ThreadRuntime.STACK_FLOOR);
        if (floor < highestFloor(thread)) {
            Machine.discardMemory(floor, highestFloor(thread) - floor);
        }
    }

    private static long highestFloor(long thread) {
        return getLong(thread + ThreadLayout.STACK_HIGH) - BEGINNING - ThreadLayout.STACK_RESERVE;
    }

    /** What the floor is, for the limit to be a step below. */
    private static long floorFor(long sp) {
        return sp - STEP - ThreadLayout.STACK_RESERVE & -PAGE;
    }

    /** Whether no part of the reserve has been lent: {@link obol.nucleus.stack.Unwinder}. */
    private static boolean isUsual(long thread, long floor) {
        return getLong(thread + ThreadLayout.STACK_LIMIT) == floor + ThreadLayout.STACK_RESERVE;
    }

    private static void setFloor(long thread, long floor) {
        putLong(thread + ThreadRuntime.STACK_FLOOR, floor);
        setLimit(thread, floor + ThreadLayout.STACK_RESERVE);
    }

    /** Sets where the thread's entry checks find the end of the stack. */
    public static void setLimit(long thread, long limit) {
        putLong(thread + ThreadLayout.STACK_LIMIT, limit);
        if (getLong(thread + ThreadLayout.LIMIT) != ThreadLayout.POLL_REQUESTED) {
            putLong(thread + ThreadLayout.LIMIT, limit);
        }
    }
}
