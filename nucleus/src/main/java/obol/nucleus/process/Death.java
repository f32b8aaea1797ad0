package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Events;
import obol.nucleus.channel.HandleTable;
import obol.nucleus.channel.KernelObject;
import obol.nucleus.device.DeviceTable;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.heap.HeapBlocks;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.Threads;
import obol.nucleus.threads.WaitQueue;

/**
 * The end of a process, at any moment and without any of its code: no handler, no {@code finally}, no shutdown hook.
 *
 * <p>A thread that does not run stands at a poll or in a wait, so it is simply taken away, unless it is on its way through
 * trusted code: then it is asked, and goes at the end of the ABI's method ({@link #leave}). The last one to go takes the
 * rest along. Channels end at once: nobody waits for a process that is ending.
 */
@NoAllocation
public final class Death {
    private Death() {}

    /**
     * Ends the process; nothing happens if it is ending already. The process runs no code of its own any more, except
     * the running thread if it is one of its own, which must call {@link #leave} next.
     */
    public static void begin(long sip, int reason, int status) {
        if (getInt(sip + SipLayout.LIFE) != SipLayout.LIFE_RUNNING) {
            return;
        }
        if (getInt(sip + SipLayout.NUMBER) == Sips.FIRST) {
            Machine.exit(status);
        }
        putInt(sip + SipLayout.LIFE, SipLayout.LIFE_DYING);
        // Threads in trusted code must run to its end.
        Scheduler.endStops(sip);
        putInt(sip + SipLayout.REASON, reason);
        putInt(sip + SipLayout.STATUS, status);
        if (reason != SipLayout.REASON_EXIT) {
            Traces.recordThreads(sip);
        }
        long thread = getLong(sip + SipLayout.THREADS);
        while (thread != 0) {
            long next = getLong(thread + ThreadLayout.NEXT_IN_SIP);
            if (thread == Memory.thread() || getInt(thread + ThreadLayout.STATE) == ThreadLayout.TRUSTED) {
                putInt(thread + ThreadLayout.REQUESTS, getInt(thread + ThreadLayout.REQUESTS) | ThreadLayout.REQUEST_KILL);
            } else {
                Threads.destroy(sip, thread);
            }
            thread = next;
        }
        HandleTable.closeAll(sip);
        finishIfEmpty(sip);
    }

    /** The running thread, whose process is dying, goes for good. Does not return. */
    public static void leave() {
        long thread = Memory.thread();
        long sip = Nucleus.sip();
        Scheduler.charge(Nucleus.cpu());
        Threads.remove(sip, thread);
        putLong(thread + ThreadLayout.SIP, 0);
        finishIfEmpty(sip);
        Scheduler.leave();
    }

    /** Ends the running process. Does not return. */
    public static void end(int reason, int status) {
        begin(Nucleus.sip(), reason, status);
        leave();
    }

    /** At a poll: kills the running process if {@link SipLayout#STRESS_KILL} says so. Then it does not return. */
    public static void comeByStress() {
        long sip = Nucleus.sip();
        if ((getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_KILL) == 0
                || getLong(getLong(sip + SipLayout.FAMILY) + FamilyLayout.PARENT) == 0
                || getInt(Memory.thread() + ThreadLayout.STATE) != ThreadLayout.USER) {
            return;
        }
        long polls = Nucleus.core() + NucleusLayout.POLLS;
        putLong(polls, getLong(polls) + 1);
        if (getLong(polls) % getInt(sip + SipLayout.STRESS_EVERY) == 0) {
            end(SipLayout.REASON_KILLED, SipLayout.STATUS_KILLED);
        }
    }

    private static void finishIfEmpty(long sip) {
        if (getLong(sip + SipLayout.THREADS) != 0) {
            return;
        }
        DeviceTable.releaseAll(sip);
        KernelObject.orphan(sip);
        HeapBlocks.giveAll(sip);
        OwnedMemory.giveAll(sip);
        Exchange.freeAll(sip);
        Sips.noteEnd(sip);
        abandonChildren(sip);
        WaitQueue.wakeAll(sip + SipLayout.WAITERS);
        Events.signal(getLong(sip + SipLayout.PARENT));
        if (getLong(sip + SipLayout.PARENT) == 0) {
            Sips.free(sip);
        }
    }

    /** Nobody is going to read what the children end with. */
    private static void abandonChildren(long parent) {
        long sip = Sips.first();
        while (sip != 0) {
            long next = Sips.next(sip);
            if (getLong(sip + SipLayout.PARENT) == parent) {
                putLong(sip + SipLayout.PARENT, 0);
                if (getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED) {
                    Sips.free(sip);
                }
            }
            sip = next;
        }
    }
}
