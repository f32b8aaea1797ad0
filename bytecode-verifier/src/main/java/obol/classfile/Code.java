package obol.classfile;

import java.util.List;

/**
 * The attribute Code (JVMS 4.7.3). Reading has walked the instructions: opcodes, lengths, switch tables, and that
 * branches and handlers lead to the start of an instruction. Nothing is known of operands, types or stack depth.
 */
public final class Code {
    private final int maxStack;
    private final int maxLocals;
    private final byte[] bytes;
    private final List<ExceptionHandler> handlers;
    /** {@code bci << 47 | place in the file << 16 | line}, ascending; see {@link #lineEntry}. */
    private final long[] lines;
    private final List<LocalVariable> localVariables;
    private final byte[] stackMapTable;

    Code(int maxStack, int maxLocals, byte[] bytes, List<ExceptionHandler> handlers, long[] lines,
            List<LocalVariable> localVariables, byte[] stackMapTable) {
        this.maxStack = maxStack;
        this.maxLocals = maxLocals;
        this.bytes = bytes;
        this.handlers = List.copyOf(handlers);
        this.lines = lines;
        this.localVariables = List.copyOf(localVariables);
        this.stackMapTable = stackMapTable;
    }

    /** Slots. */
    public int maxStack() {
        return maxStack;
    }

    /** Slots. */
    public int maxLocals() {
        return maxLocals;
    }

    /** The code array, 1 to 65,535 bytes; index is bci. Not a copy: it must not be written. */
    public byte[] bytes() {
        return bytes;
    }

    /** In the order of the search. */
    public List<ExceptionHandler> handlers() {
        return handlers;
    }

    public Bytecodes instructions() {
        return new Bytecodes(bytes);
    }

    /** All entries of LocalVariableTable. */
    public List<LocalVariable> localVariables() {
        return localVariables;
    }

    /** The attribute StackMapTable from {@code number_of_entries} on, unchecked, or null. Must not be written. */
    public byte[] stackMapTable() {
        return stackMapTable;
    }

    /** The source line of an instruction, or -1 if no table says. */
    public int lineAt(int bci) {
        return lineAt(lines, bci);
    }

    static long lineEntry(int bci, int place, int line) {
        return (long) bci << 47 | (long) place << 16 | line;
    }

    static int lineAt(long[] lines, int bci) {
        int low = 0;
        int high = lines.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines[middle] >>> 47 <= bci) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? -1 : (int) lines[low - 1] & 0xffff;
    }

    /**
     * An entry of the exception table (JVMS 4.7.3).
     *
     * @param start     first bci covered
     * @param end       first bci no longer covered; greater than {@code start}, at most the length of the code
     * @param handler   bci of the handler
     * @param catchType internal name of the class caught, or null for any
     */
    public record ExceptionHandler(int start, int end, int handler, String catchType) {
        public boolean covers(int bci) {
            return start <= bci && bci < end;
        }
    }

    /** An entry of LocalVariableTable (JVMS 4.7.13): {@code slot} holds the variable in [start, start + length). */
    public record LocalVariable(int start, int length, String name, String descriptor, int slot) { }
}
