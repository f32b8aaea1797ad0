package obol.nucleus.stack;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getChar;
import static obol.nucleus.Memory.getInt;

import obol.layout.image.MethodInfoLayout;
import obol.layout.image.PositionLayout;
import obol.nucleus.annotation.NoAllocation;

/** Places in the source: what {@link PositionLayout} and {@link MethodInfoLayout} records say. A position is the address of its record. */
@NoAllocation
final class Positions {
    private static final int U24 = 0xFFFFFF;

    private Positions() {}

    /** The {@link MethodInfoLayout} record. */
    static long method(long position) {
        return position - 4L * (getInt(position + PositionLayout.METHOD) & U24);
    }

    /** The position of the call into which this was inlined, 0: none. */
    static long caller(long position) {
        int distance = getInt(position + PositionLayout.CALLER - 1) >>> 8;
        return distance == 0 ? 0 : position - (long) PositionLayout.SIZE * distance;
    }

    /** 0 if it is not known. */
    static int line(long position) {
        return getChar(position + PositionLayout.LINE);
    }

    /** Bytes of a method's code. */
    static int codeSize(long method) {
        return getInt(method + MethodInfoLayout.CODE_SIZE) & U24;
    }

    /** Whether the method of the position has one of the flags of {@link MethodInfoLayout}. */
    static boolean isFlagged(long position, int flag) {
        return (getByte(method(position) + MethodInfoLayout.FLAGS) & flag) != 0;
    }
}
