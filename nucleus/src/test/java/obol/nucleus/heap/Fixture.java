package obol.nucleus.heap;

import java.util.ArrayList;
import java.util.List;
import obol.layout.BlockLayout;
import obol.layout.CardLayout;
import obol.layout.CpuLayout;
import obol.layout.HubLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.StaticsLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.layout.image.ClassInfoLayout;
import obol.layout.image.CodeSegmentLayout;
import obol.layout.image.ImageHeader;
import obol.layout.image.SafepointLayout;
import obol.layout.image.TemplateLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;

/**
 * An image of a few classes, a process with one thread, and its heap, in the memory of {@link Memory}. Half of the roots
 * are statics, half are words of a stack frame that the maps describe.
 */
final class Fixture {
    static final int ROOTS = 32;
    private static final long IMAGE = MemoryMap.IMAGE;
    private static final long HUBS = IMAGE + 0x1000;
    private static final long HUB_SPACING = 0x100;
    private static final long TABLES = IMAGE + 0x8000;
    private static final long CODE = IMAGE + 0x9000;
    private static final long OBJECTS = IMAGE + 0xA000;
    private static final long SHARED = MemoryMap.NUCLEUS;
    private static final long CPU = SHARED + 0x10000;
    private static final long SIP = SHARED + 0x11000;
    private static final long THREAD = SHARED + 0x12000;
    private static final long STATICS = SHARED + 0x14000;
    private static final long MIRRORS = SHARED + 0x15000;
    private static final long STACK = SHARED + 0x20000;
    private static final int CLASSES = 9;
    /** The frame: word i of the map for root i + ROOTS / 2. */
    private static final int FRAME_WORDS = ROOTS / 2;

    static final int WIDE_FIELDS = 70;

    /** {@code int id} at 8. */
    final long leaf;
    /** {@code int id} at 8, references at 12, 16, 20. */
    final long node;
    final long objectArray;
    final long byteArray;
    /** Referent at 8, other references at 12, 16, 20. */
    final long weak;
    final long soft;
    final long phantom;
    /** References only, from 8 on, too many for the short map. */
    final long wide;
    /** Object without fields: the smallest there is. */
    final long empty;

    final long sip = SIP;
    private int classCount;

    Fixture(int quotaBlocks, int stress) {
        Memory.reset(THREAD);
        Machine.collector = Collector::collect;
        leaf = hub(HubLayout.KIND_INSTANCE, 16, 0, 0);
        node = hub(HubLayout.KIND_INSTANCE, 24, 0, 0b1110);
        objectArray = hub(HubLayout.KIND_REFERENCE_ARRAY, 0, 2, 0);
        byteArray = hub(HubLayout.KIND_PRIMITIVE_ARRAY, 0, 0, 0);
        weak = hub(HubLayout.KIND_WEAK, 24, 0, 0b1110);
        soft = hub(HubLayout.KIND_SOFT, 24, 0, 0b1110);
        phantom = hub(HubLayout.KIND_PHANTOM, 24, 0, 0b1110);
        wide = hub(HubLayout.KIND_INSTANCE, 8 + 4 * WIDE_FIELDS, 0, HubLayout.LONG_MAP | longMap(WIDE_FIELDS));
        empty = hub(HubLayout.KIND_INSTANCE, 8, 0, 0);
        writeHeader();
        writeCode();
        Memory.putLong(OBJECTS, leaf);

        Memory.putLong(SHARED + NucleusLayout.IMAGE, IMAGE);
        Memory.putInt(SHARED + NucleusLayout.CODE_COUNT, 1);
        Memory.putLong(SHARED + NucleusLayout.CODE_SEGMENTS, CODE);
        Memory.putLong(SHARED + NucleusLayout.BLOCKS_LIMIT, NucleusLayout.BLOCK_COUNT);
        Memory.putLong(SHARED + NucleusLayout.BLOCKS_END, NucleusLayout.BLOCK_COUNT >>> 6);
        Memory.putInt(CPU + CpuLayout.COUNT, 1);
        Memory.putLong(CPU + CpuLayout.NUCLEUS, SHARED);
        Memory.putLong(SIP + SipLayout.STATICS, STATICS);
        Memory.putLong(SIP + SipLayout.MIRRORS, MIRRORS);
        Memory.putLong(SIP + SipLayout.THREADS, THREAD);
        // What it is does not matter: with it, the process counts as started.
        Memory.putInt(SIP + SipLayout.OUT_OF_MEMORY, (int) OBJECTS);
        Memory.putInt(SIP + SipLayout.BLOCKS_QUOTA, quotaBlocks);
        Memory.putInt(SIP + SipLayout.NURSERY_LIMIT, 1);
        Memory.putInt(SIP + SipLayout.FULL_TRIGGER, 128);
        Memory.putInt(SIP + SipLayout.STRESS, stress);
        Memory.putLong(THREAD + ThreadLayout.SIP, SIP);
        Memory.putLong(THREAD + ThreadLayout.CPU, CPU);
        Memory.putLong(THREAD + ThreadLayout.SAVED_SP, STACK);
        Memory.putInt(THREAD + ThreadRuntime.PHASE, ThreadRuntime.PHASE_STARTED);
        Memory.putLong(STACK, CODE_START + 0x10);
        Memory.putLong(STACK + 8 + 8 * FRAME_WORDS, CODE_START + 0x20);
    }

    private static final long CODE_START = IMAGE + 0x20000;

    private long hub(int kind, int size, int shift, long map) {
        long hub = HUBS + classCount * HUB_SPACING;
        Memory.putInt(hub + HubLayout.SIZE, size);
        Memory.putByte(hub + HubLayout.KIND, (byte) kind);
        Memory.putByte(hub + HubLayout.ELEMENT_SHIFT, (byte) shift);
        Memory.putInt(hub + HubLayout.NUMBER, classCount);
        Memory.putLong(hub + HubLayout.REFERENCE_MAP, map);
        Memory.putInt(hub + HubLayout.INFO, (int) (TABLES + 0x400 + classCount * ClassInfoLayout.SIZE));
        Memory.putInt(TABLES + 4 * classCount, (int) hub);
        classCount++;
        return hub;
    }

    private static long longMap(int fields) {
        long table = TABLES + 0x200;
        int words = (fields + 31) / 32;
        Memory.putInt(table, words);
        for (int i = 0; i < words; i++) {
            int left = fields - 32 * i;
            Memory.putInt(table + 4 + 4 * i, left >= 32 ? -1 : (1 << left) - 1);
        }
        return table;
    }

    private void writeHeader() {
        Memory.putInt(IMAGE + ImageHeader.CODE, (int) CODE);
        Memory.putInt(IMAGE + ImageHeader.OBJECTS, (int) OBJECTS);
        Memory.putInt(IMAGE + ImageHeader.OBJECTS_END, (int) OBJECTS + 16);
        Memory.putInt(IMAGE + ImageHeader.STATICS_START, StaticsLayout.FIRST);
        Memory.putInt(IMAGE + ImageHeader.STATICS_REFERENCES_END, StaticsLayout.FIRST + 4 * ROOTS / 2);
        Memory.putInt(IMAGE + ImageHeader.CLASS_COUNT, CLASSES);
        Memory.putInt(IMAGE + ImageHeader.HUBS, (int) TABLES);
    }

    /** Two safepoints: the frame with the roots, and the thread's oldest. */
    private static void writeCode() {
        long records = CODE + 0x200;
        long entry = CODE + 0x300;
        Memory.putLong(CODE + CodeSegmentLayout.CODE_START, CODE_START);
        Memory.putLong(CODE + CodeSegmentLayout.CODE_END, CODE_START + 0x100);
        Memory.putInt(CODE + CodeSegmentLayout.SAFEPOINT_BLOCKS, (int) CODE + 0x100);
        Memory.putInt(CODE + CodeSegmentLayout.SAFEPOINT_OFFSETS, (int) CODE + 0x140);
        Memory.putInt(CODE + CodeSegmentLayout.SAFEPOINTS, (int) CODE + 0x180);
        Memory.putInt(CODE + CodeSegmentLayout.RECORDS, (int) records);
        Memory.putInt(CODE + 0x104, 2);
        Memory.putChar(CODE + 0x140, (char) 0x10);
        Memory.putChar(CODE + 0x142, (char) 0x20);
        Memory.putInt(CODE + 0x180 + CodeSegmentLayout.SAFEPOINT_SIZE, (int) (entry - records) / 4);
        Memory.putChar(records + SafepointLayout.FRAME_WORDS, (char) FRAME_WORDS);
        Memory.putChar(records + SafepointLayout.MAP_BYTES, (char) (FRAME_WORDS / 8));
        for (int i = 0; i < FRAME_WORDS / 8; i++) {
            Memory.putByte(records + SafepointLayout.MAP + i, (byte) 0xFF);
        }
        Memory.putChar(entry + SafepointLayout.FLAGS, (char) SafepointLayout.ENTRY_FRAME);
    }

    /**
     * Gives the image a template: {@code count} nodes, each of which refers to the next one at 12 and to an object of the image at 16, the
     * last one to the first. Root 0 is to refer to the first, and the Class object of class 0 to be the last.
     */
    void setTemplate(int count) {
        long objects = IMAGE + 0x10000;
        long starts = IMAGE + 0xD000;
        long places = IMAGE + 0x80000;
        long[] at = new long[count];
        for (int i = 1; i < count; i++) {
            long end = at[i - 1] + 24;
            at[i] = MemoryMap.BLOCK_SIZE - (end & MemoryMap.BLOCK_SIZE - 1) < 24 ? (end | MemoryMap.BLOCK_SIZE - 1) + 1 : end;
        }
        for (int i = 0; i < count; i++) {
            long object = objects + at[i];
            Memory.putInt(object + ObjectLayout.HUB, (int) node);
            Memory.putInt(object + 8, i);
            Memory.putInt(object + 12, (int) at[(i + 1) % count]);
            Memory.putInt(object + 16, (int) OBJECTS);
            Memory.putInt(places + 4L * i, (int) at[i] + 12);
            long word = starts + (at[i] >>> 9 << 3);
            Memory.putLong(word, Memory.getLong(word) | 1L << (at[i] >>> 3 & 63));
        }
        long template = IMAGE + 0xC000;
        Memory.putInt(IMAGE + ImageHeader.TEMPLATE, (int) template);
        Memory.putInt(template + TemplateLayout.OBJECTS, (int) objects);
        Memory.putInt(template + TemplateLayout.OBJECTS_SIZE, (int) at[count - 1] + 24);
        Memory.putInt(template + TemplateLayout.STARTS, (int) starts);
        Memory.putInt(template + TemplateLayout.OBJECT_PLACES, (int) places);
        Memory.putInt(template + TemplateLayout.OBJECT_PLACE_COUNT, count);
        Memory.putInt(template + 0x100, StaticsLayout.FIRST);
        Memory.putInt(template + TemplateLayout.STATICS, (int) template + 0x100);
        Memory.putInt(template + TemplateLayout.STATIC_COUNT, 1);
        Memory.putInt(template + 0x10C, (int) at[count - 1]);
        Memory.putInt(template + TemplateLayout.MIRRORS, (int) template + 0x108);
        Memory.putInt(template + TemplateLayout.MIRROR_COUNT, 1);
    }

    /** The Class object of class 0. */
    long mirror() {
        return Memory.getUnsignedInt(MIRRORS);
    }

    /** A reference to an object of the image. */
    long imageObject() {
        return OBJECTS;
    }

    private static long rootSlot(int index) {
        return index < ROOTS / 2 ? STATICS + StaticsLayout.FIRST + 4 * index : STACK + 8 + 8 * (index - ROOTS / 2);
    }

    long root(int index) {
        return Memory.getUnsignedInt(rootSlot(index));
    }

    void setRoot(int index, long object) {
        Memory.putInt(rootSlot(index), (int) object);
    }

    long newInstance(long hub) {
        return Memory.addressOf(Heap.newInstance(hub));
    }

    long newArray(long hub, int length) {
        return Memory.addressOf(Heap.newArray(hub, length));
    }

    /** Stores as compiled code does, with the barrier. {@code slot} is the place of the field or element. */
    void store(long object, long slot, long value) {
        Memory.putInt(slot, (int) value);
        Memory.putByte(MemoryMap.CARD_TABLE + (slot >>> MemoryMap.CARD_SHIFT), (byte) CardLayout.DIRTY);
    }

    static long element(long array, int index) {
        return array + ObjectLayout.ARRAY_ELEMENTS + 4L * index;
    }

    int blocksUsed() {
        return Memory.getInt(SIP + SipLayout.BLOCKS_USED);
    }

    int kind(long object) {
        return Memory.getByte(MemoryMap.BLOCK_TABLE + (object >>> MemoryMap.BLOCK_SHIFT << BlockLayout.SHIFT) + BlockLayout.KIND);
    }

    /** How many full collections there have been. */
    long fullCount() {
        return Memory.getLong(SIP + SipLayout.FULL_COUNT);
    }

    void collect(int request) {
        Machine.callCollector(request);
    }

    void verify() {
        Allocator.closeNursery(SIP);
        Verifier.run(SIP);
    }

    /** As if there were a reference with a queue, and the thread for such were running. */
    void handleReferences() {
        Memory.putInt(SIP + SipLayout.REFERENCE_HANDLER, (int) imageObject());
        Memory.putInt(SIP + SipLayout.REFERENCE_HANDLER_STARTED, 1);
    }

    /** The references that wait to be enqueued; they do not wait any more, as if their thread had run. */
    List<Long> takePending() {
        List<Long> list = pending();
        for (long reference : list) {
            Memory.putInt(reference + 20, 0);
        }
        Memory.putInt(SIP + SipLayout.PENDING, 0);
        return list;
    }

    /** The references that wait to be enqueued, in their order. */
    List<Long> pending() {
        List<Long> list = new ArrayList<>();
        long reference = Memory.getUnsignedInt(SIP + SipLayout.PENDING);
        while (reference != 0) {
            list.add(reference);
            reference = Memory.getUnsignedInt(reference + 20);
        }
        return list;
    }
}
