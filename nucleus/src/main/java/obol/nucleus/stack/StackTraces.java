package obol.nucleus.stack;

import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.stack.Positions.caller;
import static obol.nucleus.stack.Positions.isFlagged;
import static obol.nucleus.stack.Positions.line;
import static obol.nucleus.stack.Positions.method;

import java.util.Arrays;
import obol.layout.ObjectLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.layout.image.ClassInfoLayout;
import obol.layout.image.MethodInfoLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Utf8;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;

/**
 * Stack traces. A recorded trace is an {@code int[]}: for each physical frame the address of the position of its call,
 * from which the calls that it was inlined into follow.
 */
public final class StackTraces {
    /** As HotSpot's MaxJavaStackTraceDepth. */
    private static final int MAX_DEPTH = 1024;

    private StackTraces() {}

    /**
     * The frames of the running thread, without those that make the exception: at the top those of fillInStackTrace,
     * then the constructors of the exception's own classes.
     */
    @NeverInline
    public static int[] record(Throwable exception) {
        long cursor = Memory.thread() + ThreadRuntime.CURSOR;
        long hub = Memory.hubOf(exception);
        Machine.captureFrame(cursor);
        Frames.begin(cursor);
        int[] positions = new int[walk(cursor, hub, 0, 0)];
        Machine.captureFrame(cursor);
        Frames.begin(cursor);
        walk(cursor, hub, Memory.addressOf(positions) + ObjectLayout.ARRAY_ELEMENTS, positions.length);
        return positions;
    }

    /** The frames of a thread that has begun; {@code thread} is its structure. */
    @NeverInline
    public static StackTraceElement[] ofThread(long thread) {
        long cursor = Memory.thread() + ThreadRuntime.CURSOR;
        begin(cursor, thread);
        int[] positions = new int[walk(cursor, 0, 0, 0)];
        // The other thread may have run while the array was made: no more frames than there is room for.
        begin(cursor, thread);
        int frames = walk(cursor, 0, Memory.addressOf(positions) + ObjectLayout.ARRAY_ELEMENTS, positions.length);
        return decode(frames < positions.length ? Arrays.copyOf(positions, frames) : positions);
    }

    @NeverInline
    private static void begin(long cursor, long thread) {
        if (thread == Memory.thread()) {
            Machine.captureFrame(cursor);
            Frames.begin(cursor);
            Frames.next(cursor);
            return;
        }
        Frames.begin(cursor, Memory.getLong(thread + ThreadLayout.SAVED_SP));
    }

    /**
     * Stores at most {@code count} positions from {@code to} on, and gives how many there are (no more than MAX_DEPTH).
     * {@code exceptionHub}: the class of the exception whose making is left out; 0: none.
     */
    @NoAllocation
    private static int walk(long cursor, long exceptionHub, long to, int count) {
        int frames = 0;
        boolean making = exceptionHub != 0;
        boolean constructing = making;
        while (Frames.record(cursor) != 0 && frames < MAX_DEPTH) {
            long position = Frames.position(cursor);
            while (position != 0 && making && isFlagged(position, MethodInfoLayout.HIDDEN | MethodInfoLayout.FILLS_TRACE)) {
                position = caller(position);
            }
            making &= position == 0;
            while (position != 0 && constructing && isConstructorOf(position, exceptionHub)) {
                position = caller(position);
            }
            constructing &= position == 0;
            while (position != 0 && isFlagged(position, MethodInfoLayout.HIDDEN)) {
                position = caller(position);
            }
            if (position != 0) {
                if (frames < count) {
                    Memory.putInt(to + 4L * frames, (int) position);
                }
                frames++;
            }
            Frames.next(cursor);
        }
        return frames;
    }

    /** How many elements {@link #decode} gives, at most MAX_DEPTH. */
    public static int depth(int[] positions) {
        int depth = 0;
        for (int first : positions) {
            for (long position = first; position != 0 && depth < MAX_DEPTH; position = caller(position)) {
                if (!isFlagged(position, MethodInfoLayout.HIDDEN)) {
                    depth++;
                }
            }
        }
        return depth;
    }

    public static StackTraceElement[] decode(int[] positions) {
        StackTraceElement[] elements = new StackTraceElement[depth(positions)];
        int n = 0;
        for (int first : positions) {
            for (long position = first; position != 0 && n < elements.length; position = caller(position)) {
                if (!isFlagged(position, MethodInfoLayout.HIDDEN)) {
                    elements[n++] = element(position);
                }
            }
        }
        return elements;
    }

    private static StackTraceElement element(long position) {
        long method = method(position);
        long hub = getUnsignedInt(method + MethodInfoLayout.HUB);
        String className = Hubs.name(hub);
        int line = line(position);
        return new StackTraceElement(null, moduleOf(className), null, className,
                Utf8.decodeAt(getUnsignedInt(method + MethodInfoLayout.NAME)),
                (String) getReference(Hubs.info(hub) + ClassInfoLayout.SOURCE_FILE),
                line == 0 ? -1 : line);
    }

    /** The module that a class belongs to, by its name: java.base is the only named one; null is the unnamed. */
    public static String moduleOf(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.")
                ? "java.base" : null;
    }

    @NoAllocation
    private static boolean isConstructorOf(long position, long exceptionHub) {
        return isFlagged(position, MethodInfoLayout.CONSTRUCTOR)
                && Hubs.isSubtype(exceptionHub, getUnsignedInt(method(position) + MethodInfoLayout.HUB));
    }
}
