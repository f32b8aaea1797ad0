package obol.nucleus.heap;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;

import obol.layout.BlockLayout;
import obol.layout.CardLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.image.ImageHeader;
import obol.nucleus.Console;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.Suites;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;

/**
 * Checks the package's invariants over a whole heap: every reference, of roots and of all objects, names the start of an
 * object of the same process or of an image, and references from mature to young objects lie in dirty cards. Panics at the
 * first one that does not. The allocation buffer must be closed.
 */
@NoAllocation
final class Verifier {
    private Verifier() {}

    static void run(long sip) {
        putInt(sip + SipLayout.PHASE, SipLayout.PHASE_VERIFY);
        startYoung(sip, getInt(sip + SipLayout.NURSERY), true);
        startYoung(sip, getInt(sip + SipLayout.SURVIVORS), true);
        Roots.visit(sip);
        Visitor.visit(sip, sip + SipLayout.INTERNED, false);
        checkYoung(sip, getInt(sip + SipLayout.NURSERY));
        checkYoung(sip, getInt(sip + SipLayout.SURVIVORS));
        for (int number = getInt(sip + SipLayout.MATURE); number != 0; number = Blocks.next(number)) {
            checkMature(sip, Blocks.address(number));
        }
        for (int number = getInt(sip + SipLayout.LARGE); number != 0; number = Blocks.next(number)) {
            checkObject(sip, Blocks.address(number), true);
        }
        startYoung(sip, getInt(sip + SipLayout.NURSERY), false);
        startYoung(sip, getInt(sip + SipLayout.SURVIVORS), false);
    }

    /** Sets the start bits of young objects for the time of the check, or clears them again. */
    private static void startYoung(long sip, int first, boolean set) {
        for (int number = first; number != 0; number = Blocks.next(number)) {
            long block = Blocks.address(number);
            if (!set) {
                Machine.fillMemory(Bits.starts(block), MemoryMap.BLOCK_SIZE >>> Bits.BYTE_SHIFT, 0);
                continue;
            }
            long top = getUnsignedInt(Blocks.entry(block) + BlockLayout.TOP);
            long object = block;
            while (object < top) {
                checkHub(object);
                Bits.setStart(object);
                object += Objects.size(object);
            }
            if (object != top) {
                fail("objects do not end at the block's top", object, top);
            }
        }
    }

    private static void checkYoung(long sip, int first) {
        for (int number = first; number != 0; number = Blocks.next(number)) {
            long block = Blocks.address(number);
            long top = getUnsignedInt(Blocks.entry(block) + BlockLayout.TOP);
            for (long object = block; object < top; object += Objects.size(object)) {
                checkObject(sip, object, false);
            }
        }
    }

    private static void checkMature(long sip, long block) {
        long end = block + MemoryMap.BLOCK_SIZE;
        long free = block;
        long object = Bits.nextStart(block, end);
        while (object < end) {
            if (object < free) {
                fail("mature objects overlap", object, free);
            }
            checkObject(sip, object, true);
            free = object + Objects.size(object);
            object = Bits.nextStart(object + ObjectLayout.ALIGNMENT, end);
        }
        if (free > end) {
            fail("mature object leaves its block", block, free);
        }
    }

    private static void checkObject(long sip, long object, boolean old) {
        checkHub(object);
        Objects.scan(sip, object, old);
    }

    private static void checkHub(long object) {
        long hub = Objects.hub(object);
        if (hub < MemoryMap.IMAGE || hub >= MemoryMap.IMAGE_END || (hub & 7) != 0) {
            fail("no hub in object", object, hub);
        }
        int number = Hubs.number(hub);
        if (number < 0 || number >= Hubs.count() || Hubs.byNumber(number) != hub) {
            fail("hub in no table, of object", object, hub);
        }
    }

    static void check(long sip, long slot, boolean old) {
        long object = getUnsignedInt(slot);
        if (object < MemoryMap.HEAP) {
            if (object != 0 && !isShared(object)) {
                fail("reference to no object of the image", slot, object);
            }
            return;
        }
        if (Blocks.owner(object) != sip) {
            fail("reference into no block of the process", slot, object);
        }
        if ((object & ObjectLayout.ALIGNMENT - 1) != 0 || !Bits.isStart(object)) {
            fail("reference to no object's start", slot, object);
        }
        int kind = Blocks.kind(object);
        boolean young = kind == BlockLayout.KIND_NURSERY || kind == BlockLayout.KIND_SURVIVOR;
        if (old && young
                && (getByte(MemoryMap.CARD_TABLE + (slot >>> MemoryMap.CARD_SHIFT)) & CardLayout.CLEAN_FOR_MINOR) != 0) {
            fail("reference to a young object in a clean card", slot, object);
        }
    }

    /** Of the image, or of any suite: the names in another suite's tables are shared as the image's are. */
    private static boolean isShared(long object) {
        boolean shared = isObjectOf(Suites.image(), object);
        for (int i = 0; i < Suites.count() && !shared; i++) {
            shared = isObjectOf(Suites.at(i), object);
        }
        return shared;
    }

    private static boolean isObjectOf(long header, long object) {
        return object >= getUnsignedInt(header + ImageHeader.OBJECTS) && object < getUnsignedInt(header + ImageHeader.OBJECTS_END)
                || object >= getUnsignedInt(header + ImageHeader.FROZEN) && object < getUnsignedInt(header + ImageHeader.FROZEN_END);
    }

    private static void fail(String what, long where, long value) {
        Console.error("obol: heap: ");
        Console.error(what);
        Console.error(": ");
        Console.errorHex(where);
        Console.error(" ");
        Console.errorHex(value);
        Console.error("\n");
        Nucleus.panic("the heap is damaged");
    }
}
