package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout.Record;
import obol.layout.KernelLayout.Channel;
import obol.layout.SipLayout;
import obol.layout.TrafficLayout;
import obol.layout.TrafficLayout.Connection;
import obol.layout.TrafficLayout.Sent;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Result;
import obol.nucleus.channel.Traffic;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Questions;
import obol.nucleus.heap.Census;
import obol.nucleus.process.Areas;
import obol.nucleus.process.Directory;
import obol.nucleus.process.Sips;
import obol.nucleus.process.Traces;

/**
 * {@link Traffic} of all cores: each is asked for its own part. A channel whose ends are on two cores is described by both, the row as the
 * client's core begins it and the server's goes on with it; the channel is then named by the server's half, as it is in what is recorded.
 */
@NoAllocation
final class FarTraffic {
    /** What a core is asked: the connection behind a place of a process's table; a channel; the two of TrafficLayout; records, so many at most. */
    private static final int CONNECTION = 0, CHANNEL = 1, START = 2, STOP = 3, TAKE = 4;
    /** Begins what a core is asked of a process and a table, in exchange memory, that it fills itself; then one of TrafficLayout, and above it the room. */
    private static final int FILL = 8, ROOM_SHIFT = 8;
    /** Records that an answer has room for. */
    private static final int TAKEN_MOST = 8 * Questions.FURTHER_MOST / Sent.SIZE;

    private FarTraffic() {}

    /** See {@link Links#observe}. */
    static long observe(int number, int what, long table, int most) {
        if (what != TrafficLayout.STACKS && getInt(Nucleus.sip() + SipLayout.NUMBER) != Sips.FIRST || !Sips.mayEnd(number)) {
            return Result.REFUSED;
        }
        return switch (what) {
            case TrafficLayout.CONNECTIONS -> connections(number, table, most);
            case TrafficLayout.START -> number != Sips.FIRST && ask(coreOf(number), START, number, 0, 0) > 0 ? 0 : Result.REFUSED;
            case TrafficLayout.STOP -> {
                for (int core = 0; core < Cores.count(); core++) {
                    ask(core, STOP, number, 0, 0); // it may have ended, and nobody knows where it was
                }
                yield 0;
            }
            case TrafficLayout.TAKE -> take(table, most);
            case TrafficLayout.STACKS, TrafficLayout.AREAS, TrafficLayout.OBJECTS, TrafficLayout.DEVICES ->
                ask(coreOf(number), FILL + what | most << ROOM_SHIFT, number, table, 0);
            default -> Result.REFUSED;
        };
    }

    /** -1: there is no such process. */
    private static int coreOf(int number) {
        return Sips.find(number) != 0 ? Cores.number() : Directory.core(number);
    }

    private static long connections(int number, long table, int most) {
        int core = coreOf(number);
        int count = 0;
        int place = 0;
        while (count < most) {
            long row = table + (long) Connection.SIZE * count;
            place = (int) ask(core, CONNECTION, number, place, row);
            if (place <= 0) {
                return place < 0 && count == 0 ? Result.REFUSED : count;
            }
            count += complete(core, row) ? 1 : 0;
        }
        return most;
    }

    /** Has the other core go on with the row of a half; false if the server's half is there no more. */
    private static boolean complete(int core, long row) {
        long channel = getLong(row + Connection.CHANNEL);
        if (Cores.ofRaw(channel) == core) {
            return true;
        }
        long turn = getLong(row + Connection.TURN);
        long bytes = getLong(row + Connection.BYTES);
        if (ask(Cores.ofRaw(channel), CHANNEL, channel, 0, row) == 0) {
            return false;
        }
        if (getLong(row + Connection.TURN) == Channel.IDLE) { // it is the client's turn, or the call is on its way
            putLong(row + Connection.TURN, turn);
            putLong(row + Connection.BYTES, bytes);
        }
        return true;
    }

    private static long take(long table, int most) {
        int count = 0;
        for (int core = 0; core < Cores.count(); core++) {
            long taken = 1;
            while (taken > 0 && count < most) {
                taken = ask(core, TAKE, 0, Math.min(most - count, TAKEN_MOST), table + (long) Sent.SIZE * count);
                count += (int) taken;
            }
        }
        return count;
    }

    /** Asks a core, which may be this one; -1: there is none. Rows go to {@code rows}. */
    private static long ask(int core, int what, long of, long number, long rows) {
        return core < 0 ? -1 : core == Cores.number() ? answer(what, of, number, rows)
                : Questions.ask(core, FarProcesses.OBSERVE, what, of, number, rows, 0);
    }

    /** Another core asks. */
    static void asked(long record, int from, int what, long of, long number) {
        long rows = record + Record.FURTHER;
        long value = answer(what, of, number, rows);
        int bytes = value <= 0 ? 0 : what == TAKE ? (int) value * Sent.SIZE : what == CONNECTION || what == CHANNEL ? Connection.SIZE : 0;
        Questions.answer(from, record, value, rows, bytes >> 3);
    }

    private static long answer(int what, long of, long number, long rows) {
        long sip = what == CHANNEL ? 0 : Sips.find((int) of);
        return switch (what) {
            case CONNECTION -> sip == 0 ? -1 : Traffic.connection(sip, (int) number, rows);
            case CHANNEL -> Traffic.describe(of, rows) ? 1 : 0;
            case START -> sip != 0 && Traffic.start(sip) ? 1 : 0;
            case STOP -> {
                Traffic.stop(sip);
                yield 0;
            }
            case TAKE -> Traffic.take(rows, (int) number);
            default -> sip == 0 ? -1 : fill((what & (1 << ROOM_SHIFT) - 1) - FILL, sip, number, what >>> ROOM_SHIFT);
        };
    }

    private static long fill(int what, long sip, long table, int most) {
        return switch (what) {
            case TrafficLayout.STACKS -> Traces.copy(sip, table, most);
            case TrafficLayout.DEVICES -> Areas.devices(table, most);
            case TrafficLayout.AREAS -> Areas.list(sip, table, most);
            default -> Census.count(sip, table, most);
        };
    }
}
