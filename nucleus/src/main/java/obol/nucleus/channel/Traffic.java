package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

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
import obol.nucleus.OwnedMemory;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Sips;

/** Who is connected to whom, and what they send, for the first process: that, and when, and how much, never the bytes. */
@NoAllocation
public final class Traffic {
    private Traffic() {}

    /** See {@code Links.observe}. */
    public static long observe(int number, int what, long table, int most) {
        if (getInt(Nucleus.sip() + SipLayout.NUMBER) != Sips.FIRST) {
            return Result.REFUSED;
        }
        long sip = Sips.find(number);
        return switch (what) {
            case TrafficLayout.CONNECTIONS -> sip == 0 ? Result.REFUSED : connections(sip, table, most);
            case TrafficLayout.START -> start(sip);
            case TrafficLayout.STOP -> stop(sip);
            case TrafficLayout.TAKE -> take(table, most);
            default -> Result.REFUSED;
        };
    }

    private static long connections(long sip, long table, int most) {
        int count = 0;
        for (int i = 1; i < getInt(sip + SipLayout.HANDLES_TOP); i++) {
            long channel = HandleTable.at(sip, i, KernelLayout.LINK);
            if (channel == 0 || getLong(channel + Channel.PORT) == 0) {
                continue;
            }
            if (count < most) {
                describe(channel, table + (long) Connection.SIZE * count);
            }
            count++;
        }
        return count;
    }

    private static void describe(long channel, long row) {
        long port = getLong(channel + Channel.PORT);
        putLong(row + Connection.CHANNEL, channel);
        putLong(row + Connection.SERVER, getInt(getLong(port + Port.SIP) + SipLayout.NUMBER));
        putLong(row + Connection.TURN, getInt(channel + Channel.TURN));
        putLong(row + Connection.BYTES, getUnsignedInt(channel + Channel.SLOT + KernelLayout.Slot.LENGTH));
        long queued = 0;
        for (long call = getLong(port + Port.CALLS); call != 0; call = getLong(call + Channel.NEXT_QUEUED)) {
            queued++;
        }
        putLong(row + Connection.QUEUED, queued);
        putLong(row + Connection.NAME_LENGTH, getInt(port + Port.NAME_LENGTH));
        Machine.copyMemory(port + Port.NAME, row + Connection.NAME, Port.NAME_MOST);
    }

    private static long start(long sip) {
        if (sip == 0 || sip == Nucleus.sip() || getInt(sip + SipLayout.LIFE) != SipLayout.LIFE_RUNNING) {
            return Result.REFUSED;
        }
        if (recorder() == 0) {
            putLong(Nucleus.core() + NucleusLayout.RECORDER, OwnedMemory.take(Recorder.SIZE));
        }
        putInt(sip + SipLayout.RECORDED, 1);
        return 0;
    }

    /** @param sip 0: it has ended */
    private static long stop(long sip) {
        if (sip != 0) {
            putInt(sip + SipLayout.RECORDED, 0);
        }
        if (recorder() != 0 && !isAnyRecorded()) {
            OwnedMemory.give(recorder());
            putLong(Nucleus.core() + NucleusLayout.RECORDER, 0);
        }
        return 0;
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

    private static long take(long table, int most) {
        long recorder = recorder();
        if (recorder == 0) {
            return 0;
        }
        long first = getLong(recorder + Recorder.FIRST);
        long count = Math.min(most, getLong(recorder + Recorder.NEXT) - first);
        for (long i = 0; i < count; i++) {
            Machine.copyMemory(place(recorder, first + i), table + Sent.SIZE * i, Sent.SIZE);
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
        long caller = getLong(channel + Channel.CALLER);
        long size = kind == Sent.END ? 0 : Slots.size(channel + Channel.SLOT);
        putLong(at + Sent.NUMBER, next);
        putLong(at + Sent.TIME, Machine.monotonicTime());
        putLong(at + Sent.CHANNEL, channel);
        putInt(at + Sent.CLIENT, client != 0 || caller == 0 ? client : getInt(getLong(caller + ThreadLayout.SIP) + SipLayout.NUMBER));
        putInt(at + Sent.SERVER, getInt(getLong(port + Port.SIP) + SipLayout.NUMBER));
        putInt(at + Sent.KIND, kind);
        putInt(at + Sent.HANDLES, (int) (size >>> 32));
        putLong(at + Sent.BYTES, size & 0xFFFF_FFFFL);
        putLong(at + Sent.ORDINAL, getLong(channel + Channel.ORDINAL));
    }
}
