package obol.nucleus.core;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putByte;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Sips;
import obol.nucleus.quota.Families;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.Threads;

/**
 * A process of this program on a core that has none and waits for work: made from another core, as the first one is by the start-up code.
 */
@NoAllocation
final class OtherCore {
    private OtherCore() {}

    /** @param arguments address of {@code size} bytes, UTF-8 with a 0 byte behind each argument; {@code heap} blocks */
    static void run(int core, long arguments, int size, int heap) {
        long nucleus = Cores.nucleus(core);
        putInt(nucleus + NucleusLayout.LAST_SIP_NUMBER, 100 * core);
        long sip = Sips.create(nucleus, Cores.cpu(core), Families.outermost(nucleus), heap, 0);
        putInt(sip + SipLayout.STRESS, getInt(Nucleus.sip() + SipLayout.STRESS));
        putInt(sip + SipLayout.STRESS_EVERY, getInt(Nucleus.sip() + SipLayout.STRESS_EVERY));
        long copy = OwnedMemory.take(nucleus, sip, size);
        Machine.copyMemory(arguments, copy, size);
        putLong(sip + SipLayout.ARGUMENTS, copy);
        putInt(sip + SipLayout.ARGUMENTS_SIZE, size);
        long thread = RawMemory.take(nucleus, ThreadLayout.SIZE);
        Threads.initialize(nucleus, sip, thread);
        Scheduler.makeReady(thread);
        Cores.wake(core);
    }

    static void put(long to, byte value) {
        putByte(to, value);
    }

    static byte get(long from) {
        return getByte(from);
    }

    /** Waits until the word is at least {@code value}; the port may sleep forever, so a lost wake-up is never made good. */
    static void sleepUntil(long word, long value) {
        long cpu = Nucleus.cpu();
        while (getLong(word) < value) {
            Cores.beginSleep(cpu);
            if (getLong(word) < value) {
                Machine.idle(Long.MAX_VALUE, cpu + CpuLayout.SIGNALS, 0);
            }
            Cores.endSleep(cpu);
        }
    }

    static void spinUntil(long word, long value) {
        while (getLong(word) < value) {
            Memory.pause();
        }
    }

    static void spin(long cycles) {
        long begin = Memory.cycles();
        while (Memory.cycles() - begin < cycles) {
            // time passes
        }
    }

    /** Waits until this thread is asked to look about itself, without a poll. */
    static void awaitRequest() {
        long requests = Memory.thread() + ThreadLayout.REQUESTS;
        while ((getInt(requests) & ThreadLayout.REQUEST_SWITCH) == 0) {
            Memory.pause();
        }
        clearRequest();
    }

    static void clearRequest() {
        putInt(Memory.thread() + ThreadLayout.REQUESTS, 0);
    }
}
