package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.FarLayout.Record;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Events;
import obol.nucleus.channel.HandleTable;
import obol.nucleus.channel.KernelObject;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;
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
            Traces.recordThreads(sip, false);
        }
        long thread = getLong(sip + SipLayout.THREADS);
        while (thread != 0) {
            long next = getLong(thread + ThreadLayout.NEXT_IN_SIP);
            if (thread == Memory.thread() || getInt(thread + ThreadLayout.STATE) == ThreadLayout.TRUSTED) {
                putInt(thread + ThreadLayout.REQUESTS, getInt(thread + ThreadLayout.REQUESTS) | ThreadLayout.REQUEST_KILL);
                // If another core asks for it, the running thread is at a poll, or about to wait: it leaves when it goes on.
                Scheduler.wake(thread, ThreadRuntime.WAKE_INTERRUPT);
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

    /** Where the running thread goes on: it goes for good if its process is dying and it is in no trusted code. */
    public static void comeByRequest() {
        long thread = Memory.thread();
        if ((getInt(thread + ThreadLayout.REQUESTS) & ThreadLayout.REQUEST_KILL) != 0 && getInt(thread + ThreadLayout.TRUSTED_DEPTH) == 0) {
            leave();
        }
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
        Directory.enter(sip);
        abandonChildren(sip, 0);
        WaitQueue.wakeAll(sip + SipLayout.WAITERS);
        Events.signal(getLong(sip + SipLayout.PARENT));
        tellOthers(sip);
        if (Directory.parentOf(sip) == 0) {
            Sips.free(sip);
        }
    }

    /** To other cores: those where somebody waits for the end, that of the parent, and, if there are children on others, all. */
    private static void tellOthers(long sip) {
        int number = getInt(sip + SipLayout.NUMBER);
        int parent = getInt(sip + SipLayout.FAR_PARENT);
        if (parent != 0) {
            Rings.send(Math.max(0, Directory.core(parent)), Record.SIGNAL, parent, 0);
        }
        for (int core = 0; core < Cores.count(); core++) {
            if ((getInt(sip + SipLayout.WATCHERS) & 1 << core) != 0) {
                Rings.send(core, Record.ENDED, number, 1);
            }
            if (getInt(sip + SipLayout.FAR_CHILDREN) != 0 && core != Cores.number()) {
                Rings.send(core, Record.ORPHAN, number, 0);
            }
        }
    }

    /** The parent, on another core, has ended. */
    public static void orphan(int parent) {
        abandonChildren(0, parent);
    }

    /** Nobody is going to read what children end with: of one here, or on another core (its number), where those not started end now. */
    private static void abandonChildren(long parent, int far) {
        long sip = Sips.first();
        while (sip != 0) {
            long next = Sips.next(sip);
            if (far == 0 ? getLong(sip + SipLayout.PARENT) == parent : getInt(sip + SipLayout.FAR_PARENT) == far) {
                putLong(sip + SipLayout.PARENT, 0);
                putInt(sip + SipLayout.FAR_PARENT, 0);
                Directory.enter(sip);
                if (getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED) {
                    Sips.free(sip);
                } else if (far != 0 && (getInt(sip + SipLayout.STOPPED) & SipLayout.STOPPED_BY_BIRTH) != 0) {
                    begin(sip, SipLayout.REASON_KILLED, SipLayout.STATUS_KILLED);
                }
            }
            sip = next;
        }
    }
}
