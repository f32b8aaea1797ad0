package obol.nucleus.abi;

import obol.layout.ObjectLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Letters;

/**
 * The Java face of {@link Links} where messages lie in arrays: their addresses are good as long as nothing is collected, which is
 * until the process waits, and by then the nucleus has copied them. The caller has checked that what it names is in the arrays.
 */
@NoAllocation
public final class Messages {
    private Messages() {}

    /** {@link Links#port} with all of the name. */
    public static long port(boolean lasting, byte[] name) {
        return Links.port(lasting, elements(name), name.length);
    }

    /** {@link Links#call} with the first {@code length} bytes and all handles. */
    public static long call(long link, long ordinal, byte[] bytes, int length, long[] handles, long deadline) {
        return Links.call(link, ordinal, elements(bytes), length, longs(handles), handles.length, deadline);
    }

    /** {@link Links#send} with the first {@code length} bytes and all handles. */
    public static long send(long handle, byte[] bytes, int length, long[] handles, boolean last) {
        return Links.send(handle, elements(bytes), length, longs(handles), handles.length, last);
    }

    /** {@link Links#take}; {@code bytes} and {@code head} are as large as the message is, and two more. */
    public static long take(long handle, byte[] bytes, long[] head) {
        return Links.take(handle, elements(bytes), longs(head));
    }

    /** Whether a message of this size, as {@link Links#call} gives it, is in the thread's letter when the wait for it has ended. */
    @AlwaysInline
    public static boolean isSmall(long size) {
        return Letters.isSmall(size);
    }

    /** Size of the message that this thread's last {@link Links#next} brought, as {@link Links#call} gives it. */
    public static long letterSize() {
        return Memory.getLong(Memory.thread() + ThreadRuntime.LETTER_SIZE);
    }

    /** One of the two words that {@link #take} gives in its {@code head}, of the small message that this thread's last wait brought. */
    public static long letterHead(int word) {
        return Memory.getLong(Memory.thread() + ThreadRuntime.LETTER_HEAD + 8L * word);
    }

    /** The bytes of the small message that this thread's last wait brought; the array is as large as the message is. */
    public static void letter(byte[] to) {
        Machine.copyMemory(Memory.thread() + ThreadRuntime.LETTER_BYTES, elements(to), to.length);
    }

    /** Copies {@code count} bytes from memory into the array. */
    public static void read(long address, byte[] to, int offset, int count) {
        Machine.copyMemory(address, elements(to) + offset, count);
    }

    /** Copies {@code count} bytes of the array into memory. */
    public static void write(long address, byte[] from, int offset, int count) {
        Machine.copyMemory(elements(from) + offset, address, count);
    }

    private static long elements(byte[] array) {
        return Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS;
    }

    private static long longs(long[] array) {
        return Memory.addressOf(array) + ObjectLayout.ARRAY_WIDE_ELEMENTS;
    }
}
