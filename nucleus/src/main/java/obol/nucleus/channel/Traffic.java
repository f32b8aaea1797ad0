package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Port;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.TrafficLayout;
import obol.layout.TrafficLayout.Connection;
import obol.layout.TrafficLayout.Recorder;
import obol.layout.TrafficLayout.Sent;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Sips;
import obol.nucleus.threads.Scheduler;

/** Who is connected to whom on this core, and what they send, for the first process: that, and when, and how much, never the bytes. */
@NoAllocation
public final class Traffic {
    private Traffic() {}

    /**
     * Describes the first channel behind the place {@code after} in the table of the process's handles, at {@code row}; gives its place, 0 if
     * there is no more. Of a half the row says the other one's address, which its core then {@linkplain #describe(long, long) describes}, the
     * turn and the bytes.
     */
    public static int connection(long sip, int after, long row) {
        for (int i = after + 1; i < getInt(sip + SipLayout.HANDLES_TOP); i++) {
            long channel = HandleTable.at(sip, i, KernelLayout.LINK);
            if (channel != 0 && getLong(channel + Channel.PORT) != 0) {
                describeWhole(channel, row);
                return i;
            }
            if (channel != 0 && Crossing.isHalf(getLong(channel + Channel.FAR)) && getInt(channel + Channel.TURN) != Channel.DEAD) {
                putLong(row + Connection.CHANNEL, getLong(channel + Channel.FAR));
                describeEnd(channel, row);
                return i;
            }
        }
        return 0;
    }

    /** Describes a channel, if there is one at this address with a server's end. */
    public static boolean describe(long channel, long row) {
        for (long sip = Sips.first(); sip != 0; sip = Sips.next(sip)) {
            for (int i = 1; i < getInt(sip + SipLayout.HANDLES_TOP); i++) {
                if (HandleTable.at(sip, i, KernelLayout.CHANNEL) == channel) {
                    describeWhole(channel, row);
                    return true;
                }
            }
        }
        return false;
    }

    private static void describeEnd(long channel, long row) {
        putLong(row + Connection.TURN, getInt(channel + Channel.TURN));
        putLong(row + Connection.BYTES, getUnsignedInt(channel + Channel.SLOT + KernelLayout.Slot.LENGTH));
    }

    private static void describeWhole(long channel, long row) {
        describeEnd(channel, row);
        long port = getLong(channel + Channel.PORT);
        putLong(row + Connection.CHANNEL, channel);
        putLong(row + Connection.SERVER, getInt(getLong(port + Port.SIP) + SipLayout.NUMBER));
        long queued = 0;
        for (long call = getLong(port + Port.CALLS); call != 0; call = getLong(call + Channel.NEXT_QUEUED)) {
            queued++;
        }
        putLong(row + Connection.QUEUED, queued);
        putLong(row + Connection.NAME_LENGTH, getInt(port + Port.NAME_LENGTH));
        Machine.copyMemory(port + Port.NAME, row + Connection.NAME, Port.NAME_MOST);
    }

    /** Begins to record the messages to a process of this core; false: it has ended. */
    public static boolean start(long sip) {
        if (getInt(sip + SipLayout.LIFE) != SipLayout.LIFE_RUNNING) {
            return false;
        }
        if (recorder() == 0) {
            putLong(Nucleus.core() + NucleusLayout.RECORDER, RawMemory.take(Recorder.SIZE));
        }
        putInt(sip + SipLayout.RECORDED, 1);
        return true;
    }

    /** Ceases to. @param sip 0: it has ended, or is on another core */
    public static void stop(long sip) {
        if (sip != 0) {
            putInt(sip + SipLayout.RECORDED, 0);
        }
        if (recorder() != 0 && !isAnyRecorded()) {
            RawMemory.give(recorder(), Recorder.SIZE);
            putLong(Nucleus.core() + NucleusLayout.RECORDER, 0);
        }
    }

    /** Bytes of raw memory in which this core records. */
    public static long raw() {
        return recorder() == 0 ? 0 : RawMemory.capacity(Recorder.SIZE);
    }

    private static long recorder() {
        return getLong(Nucleus.core() + NucleusLayout.RECORDER);
    }

    private static boolean isAnyRecorded() {
        for (long sip = Sips.first(); sip != 0; sip = Sips.next(sip)) {
            if (getInt(sip + SipLayout.RECORDED) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes out the oldest records of this core, {@code most} of them at most; gives their number. */
    public static int take(long table, int most) {
        long recorder = recorder();
        if (recorder == 0) {
            return 0;
        }
        long first = getLong(recorder + Recorder.FIRST);
        int count = (int) Math.min(most, getLong(recorder + Recorder.NEXT) - first);
        for (int i = 0; i < count; i++) {
            Machine.copyMemory(place(recorder, first + i), table + (long) Sent.SIZE * i, Sent.SIZE);
        }
        putLong(recorder + Recorder.FIRST, first + count);
        return count;
    }

    private static long place(long recorder, long number) {
        return recorder + Recorder.RECORDS + Sent.SIZE * (number & Recorder.CAPACITY - 1);
    }

    /** Notes what happens on a channel, {@link Sent#CALL} ..., if its server is recorded; {@code client} is the process that calls, if
     * it is known, else 0. What is not taken in time makes room for news. */
    @AlwaysInline
    static void note(long channel, int kind, int client) {
        if (kind != Sent.END) {
            Scheduler.count(CpuLayout.MESSAGES, 1);
        }
        long port = getLong(channel + Channel.PORT);
        if (port != 0 && getInt(getLong(port + Port.SIP) + SipLayout.RECORDED) != 0) {
            record(channel, port, kind, client);
        }
    }

    private static void record(long channel, long port, int kind, int client) {
        long recorder = recorder();
        long next = getLong(recorder + Recorder.NEXT);
        if (next - getLong(recorder + Recorder.FIRST) == Recorder.CAPACITY) {
            putLong(recorder + Recorder.FIRST, next - Recorder.CAPACITY + 1);
        }
        putLong(recorder + Recorder.NEXT, next + 1);
        long at = place(recorder, next);
        long size = kind == Sent.END ? 0 : Slots.size(channel + Channel.SLOT);
        putLong(at + Sent.NUMBER, next);
        putLong(at + Sent.TIME, Machine.monotonicTime());
        putLong(at + Sent.CHANNEL, channel);
        putInt(at + Sent.CLIENT, client != 0 ? client : clientOf(channel));
        putInt(at + Sent.SERVER, getInt(getLong(port + Port.SIP) + SipLayout.NUMBER));
        putInt(at + Sent.KIND, kind);
        putInt(at + Sent.HANDLES, (int) (size >>> 32));
        putLong(at + Sent.BYTES, size & 0xFFFF_FFFFL);
        putLong(at + Sent.ORDINAL, getLong(channel + Channel.ORDINAL));
    }

    /** The process that calls, of another core the one that called last; 0: not known. */
    private static int clientOf(long channel) {
        if (getLong(channel + Channel.FAR) != 0) {
            return getInt(channel + Channel.CLIENT);
        }
        long caller = getLong(channel + Channel.CALLER);
        return caller == 0 ? 0 : getInt(getLong(caller + ThreadLayout.SIP) + SipLayout.NUMBER);
    }
}
