package obol.nucleus.abi;

import obol.nucleus.Memory;

/** The Java face of {@link Links#observe}, for the first process. */
public final class Traffic {
    private Traffic() {}

    /**
     * {@link Links#observe} with a table of rows of so many bytes.
     *
     * @throws OutOfMemoryError if there is no exchange memory, in which the rows stay where they are while other cores are asked
     */
    public static long observe(int process, int what, long[] table, int row) {
        long block = ExchangeMemory.allocate((long) table.length * Long.BYTES);
        if (block == 0) {
            throw new OutOfMemoryError("exchange memory");
        }
        try {
            long rows = ExchangeMemory.address(block);
            long count = Links.observe(process, what, rows, table.length * Long.BYTES / row);
            for (int i = 0; i < count * row / Long.BYTES; i++) {
                table[i] = Memory.getLong(rows + (long) i * Long.BYTES);
            }
            return count;
        } finally {
            ExchangeMemory.free(block);
        }
    }
}
