package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.DeviceLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.layout.TrafficLayout.Area;
import obol.layout.TrafficLayout.Driven;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.heap.HeapBlocks;

/** Where the memory of a process lies, and who drives which device, for whoever looks on. */
@NoAllocation
public final class Areas {
    private Areas() {}

    /** Fills a table with rows of {@link Area}, as far as there is room; gives their number. */
    public static int list(long sip, long table, int most) {
        int count = 0;
        for (long at = HeapBlocks.next(sip, MemoryMap.HEAP); at != 0; at = HeapBlocks.next(sip, at + MemoryMap.BLOCK_SIZE)) {
            count = add(table, most, count, HeapBlocks.kind(at), at, MemoryMap.BLOCK_SIZE);
        }
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            long floor = getLong(thread + ThreadRuntime.STACK_FLOOR);
            count = add(table, most, count, Area.STACK, floor, getLong(thread + ThreadLayout.STACK_HIGH) - floor);
        }
        long statics = getLong(sip + SipLayout.STATICS);
        count = add(table, most, count, Area.STATICS, statics, OwnedMemory.size(statics));
        for (long block = Exchange.next(sip, 0); block != 0; block = Exchange.next(sip, block)) {
            count = add(table, most, count, Area.EXCHANGE, Exchange.address(block), Exchange.size(block));
        }
        return count;
    }

    /** Fills a table with rows of {@link Driven}, as far as there is room; gives their number. */
    public static int devices(long table, int most) {
        int count = 0;
        for (long device = getLong(Nucleus.core() + NucleusLayout.DEVICES); device != 0 && count < most; device = getLong(device + DeviceLayout.NEXT)) {
            long row = table + (long) Driven.SIZE * count++;
            long driver = getLong(device + DeviceLayout.OWNER);
            putLong(row + Driven.KIND, getInt(device + DeviceLayout.KIND));
            putLong(row + Driven.PROCESS, driver == 0 ? 0 : getInt(driver + SipLayout.NUMBER));
            putLong(row + Driven.LINE, getInt(device + DeviceLayout.LINE));
        }
        return count;
    }

    private static int add(long table, int most, int count, int kind, long from, long bytes) {
        long row = table + (long) Area.SIZE * count;
        long last = row - Area.SIZE;
        boolean goesOn = count != 0 && getLong(last + Area.KIND) == kind && getLong(last + Area.FROM) + getLong(last + Area.BYTES) == from;
        if (goesOn) {
            putLong(last + Area.BYTES, getLong(last + Area.BYTES) + bytes);
        } else if (count < most) {
            putLong(row + Area.KIND, kind);
            putLong(row + Area.FROM, from);
            putLong(row + Area.BYTES, bytes);
        }
        return goesOn || count == most ? count : count + 1;
    }
}
