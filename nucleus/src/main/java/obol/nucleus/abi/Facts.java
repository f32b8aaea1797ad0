package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.ExchangeLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.process.Directory;
import obol.nucleus.threads.Scheduler;

/** What {@link Processes#info} tells. */
@NoAllocation
final class Facts {
    private Facts() {}

    static long of(long sip, int what) {
        switch (what) {
            case Processes.PARENT: return Directory.parentOf(sip);
            case Processes.PROGRAM: return getInt(sip + SipLayout.PROGRAM);
            case Processes.LIFE: return getInt(sip + SipLayout.LIFE);
            case Processes.REASON: return getInt(sip + SipLayout.REASON);
            case Processes.STATUS: return getInt(sip + SipLayout.STATUS);
            case Processes.START_TIME: return getLong(sip + SipLayout.START_TIME);
            case Processes.CPU_TIME: return getLong(sip + SipLayout.TIME);
            case Processes.HEAP: return (long) getInt(sip + SipLayout.BLOCKS_USED) << MemoryMap.BLOCK_SHIFT;
            case Processes.HEAP_LIMIT: return (long) getInt(sip + SipLayout.BLOCKS_QUOTA) << MemoryMap.BLOCK_SHIFT;
            case Processes.RAW: return getLong(sip + SipLayout.RAW_USED);
            case Processes.EXCHANGE: return (long) getInt(sip + SipLayout.EXCHANGE_USED) << ExchangeLayout.PAGE_SHIFT;
            case Processes.THREADS: return getInt(sip + SipLayout.THREAD_STRUCTURES);
            case Processes.KERNEL: return getLong(sip + SipLayout.KERNEL_USED);
            case Processes.HANDLES: return getInt(sip + SipLayout.HANDLES_USED);
            case Processes.STATE: return state(sip);
            case Processes.INITIALIZERS: return getInt(sip + SipLayout.INITIALIZERS);
            case Processes.INITIALIZERS_TIME: return getLong(sip + SipLayout.INITIALIZERS_TIME);
            case Processes.EXCHANGE_LIMIT: return (long) getInt(sip + SipLayout.EXCHANGE_QUOTA) << ExchangeLayout.PAGE_SHIFT;
            case Processes.THREADS_LIMIT: return getInt(sip + SipLayout.THREAD_QUOTA);
            case Processes.HANDLES_LIMIT: return getInt(sip + SipLayout.HANDLE_QUOTA);
            case Processes.CORE: return Cores.number();
            case Processes.PRIORITY: return getInt(sip + SipLayout.PRIORITY);
            default: return Limits.ofFamily(getLong(sip + SipLayout.FAMILY), what);
        }
    }

    private static int state(long sip) {
        if (getInt(sip + SipLayout.LIFE) != SipLayout.LIFE_RUNNING) {
            return Processes.DEAD;
        }
        if (sip == Nucleus.sip()) {
            return Processes.RUNNING;
        }
        if ((getInt(sip + SipLayout.STOPPED) & SipLayout.STOPPED_BY_USER) != 0) {
            return Processes.STOPPED;
        }
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            if (Scheduler.isReady(thread)) {
                return Processes.READY;
            }
        }
        return Processes.WAITING;
    }
}
