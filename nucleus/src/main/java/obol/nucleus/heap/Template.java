package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.layout.image.ImageHeader;
import obol.layout.image.TemplateLayout;
import obol.nucleus.Machine;
import obol.nucleus.Suites;
import obol.nucleus.annotation.NoAllocation;

/**
 * The objects that a process of a base image begins with: a copy of {@link TemplateLayout}'s, which become mature objects of its heap
 * like any others. The statics, whose template has been copied before, and the table of mirrors get to know where they lie.
 */
@NoAllocation
public final class Template {
    private Template() {}

    /** For the running process, before any of its classes is used. False: there are not blocks enough. */
    public static boolean install(long sip) {
        long template = getUnsignedInt(Suites.image() + ImageHeader.TEMPLATE);
        if (template == 0) {
            return true;
        }
        long size = getUnsignedInt(template + TemplateLayout.OBJECTS_SIZE);
        int count = Allocator.blocksFor(size);
        long objects = Allocator.hasRoom(sip, count, 0) ? Blocks.takeSpan(sip, count, BlockLayout.KIND_MATURE, BlockLayout.KIND_MATURE) : 0;
        if (objects == 0) {
            return false;
        }
        Machine.copyMemory(getUnsignedInt(template + TemplateLayout.OBJECTS), objects, size);
        Machine.copyMemory(getUnsignedInt(template + TemplateLayout.STARTS), Bits.starts(objects), size + 511 >>> Bits.WORD_SHIFT << 3);
        adopt(sip, objects, count, size);
        long place = getUnsignedInt(template + TemplateLayout.OBJECT_PLACES);
        long end = place + 4L * getInt(template + TemplateLayout.OBJECT_PLACE_COUNT);
        for (; place < end; place += 4) {
            long slot = objects + getUnsignedInt(place);
            putInt(slot, (int) objects + getInt(slot));
        }
        refer(getLong(sip + SipLayout.STATICS), 1, template + TemplateLayout.STATICS, objects);
        refer(getLong(sip + SipLayout.MIRRORS), 4, template + TemplateLayout.MIRRORS, objects);
        return true;
    }

    /** Sets the places of a table, by their index, to the objects that the list of pairs says; its address and count are at {@code list}. */
    private static void refer(long table, long width, long list, long objects) {
        long pair = getUnsignedInt(list);
        long end = pair + 8L * getInt(list + 4);
        for (; pair < end; pair += 8) {
            putInt(table + width * getInt(pair), (int) objects + getInt(pair + 4));
        }
    }

    /** Makes the blocks the process's mature ones; what is left of the last is where the next medium object comes to lie. */
    private static void adopt(long sip, long first, int count, long size) {
        for (int i = count - 1; i >= 0; i--) {
            long block = first + Blocks.address(i);
            putInt(Blocks.entry(block) + BlockLayout.NEXT, getInt(sip + SipLayout.MATURE));
            putInt(sip + SipLayout.MATURE, Blocks.number(block));
        }
        putInt(sip + SipLayout.MATURE_BLOCKS, getInt(sip + SipLayout.MATURE_BLOCKS) + count);
        putLong(sip + SipLayout.MEDIUM_TOP, first + size);
        putLong(sip + SipLayout.MEDIUM_END, first + ((long) count << MemoryMap.BLOCK_SHIFT));
    }
}
