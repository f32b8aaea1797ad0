package obol.nucleus.heap;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putByte;

import obol.layout.BlockLayout;
import obol.layout.CardLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;

/** The dirty cards of mature and large objects: where references to young objects may be. */
@NoAllocation
final class Cards {
    /** Eight card bytes that are all clean for the minor collection, whatever the marker's bits. */
    private static final long ALL_CLEAN = 0x0101010101010101L * CardLayout.CLEAN_FOR_MINOR;

    private Cards() {}

    /** Visits what lies in dirty cards; a card becomes clean, and the visits dirty it again where a young object is met. */
    static void visit(long sip) {
        for (int number = getInt(sip + SipLayout.MATURE); number != 0; number = Blocks.next(number)) {
            long block = Blocks.address(number);
            visitCards(sip, block, block + MemoryMap.BLOCK_SIZE, 0);
        }
        for (int number = getInt(sip + SipLayout.LARGE); number != 0; number = Blocks.next(number)) {
            long object = Blocks.address(number);
            if (!Objects.isLeaf(Objects.hub(object))) {
                visitCards(sip, object, object + Objects.size(object), object);
            }
        }
    }

    /** {@code large}: the one object that lies in these cards, 0: they are a block of objects. */
    private static void visitCards(long sip, long from, long to, long large) {
        long group = from;
        while (group < to) {
            Scheduler.shareCollection();
            long cards = MemoryMap.CARD_TABLE + (group >>> MemoryMap.CARD_SHIFT);
            if ((getLong(cards) & ALL_CLEAN) != ALL_CLEAN) {
                for (int i = 0; i < 8; i++) {
                    long start = group + (long) i * CardLayout.CARD_SIZE;
                    if (start < to && (getByte(cards + i) & CardLayout.CLEAN_FOR_MINOR) == 0) {
                        putByte(cards + i, (byte) (getByte(cards + i) | CardLayout.CLEAN_FOR_MINOR));
                        if (large != 0) {
                            visitObject(sip, large, start, start + CardLayout.CARD_SIZE);
                        } else {
                            visitCard(sip, from, start);
                        }
                    }
                }
            }
            group += 8L * CardLayout.CARD_SIZE;
        }
    }

    private static void visitCard(long sip, long block, long card) {
        long end = card + CardLayout.CARD_SIZE;
        long before = Bits.previousStart(block, card);
        if (before != 0 && before + Objects.size(before) > card) {
            visitObject(sip, before, card, end);
        }
        long object = Bits.nextStart(card, end);
        while (object < end) {
            visitObject(sip, object, card, end);
            object = Bits.nextStart(object + ObjectLayout.ALIGNMENT, end);
        }
    }

    /** Those elements of an array that lie in the card; an instance, which is short, as a whole. */
    private static void visitObject(long sip, long object, long card, long end) {
        if (!Objects.isReferenceArray(Objects.hub(object))) {
            Objects.scan(sip, object, true);
            return;
        }
        long from = object + ObjectLayout.ARRAY_ELEMENTS;
        long to = from + 4L * getInt(object + ObjectLayout.ARRAY_LENGTH);
        Objects.scanElements(sip, Math.max(from, card), Math.min(to, end), true);
    }
}
