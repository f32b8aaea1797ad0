package obol.nucleus.abi;

import java.util.Map;
import obol.layout.TrafficLayout;
import obol.layout.TrafficLayout.Population;
import obol.layout.image.ImageHeader;
import obol.nucleus.Memory;
import obol.nucleus.Suites;
import obol.nucleus.classes.Hubs;

/** The Java face of {@link Links#observe}. */
public final class Traffic {
    private Traffic() {}

    /**
     * Adds the objects in a part of a process's heap, some 4 MiB from {@code from} on, to what was found of each class: how many, and their bytes.
     * Gives where to go on, 0: that was all; less: the process has ended, or is in the middle of a collection. Begin with 0.
     */
    public static long objects(int process, long from, Map<String, long[]> found) {
        int classes = Hubs.count();
        for (int i = 0; i < Suites.count(); i++) {
            long suite = Suites.at(i);
            classes = Math.max(classes, Memory.getInt(suite + ImageHeader.FIRST_CLASS) + Memory.getInt(suite + ImageHeader.CLASS_COUNT));
        }
        int words = Population.SIZE / Long.BYTES;
        long[] table = new long[(1 + classes) * words];
        table[0] = from;
        if (observe(process, TrafficLayout.OBJECTS, table, Population.SIZE) < 0) {
            return -1;
        }
        for (int row = words; row < table.length; row += words) {
            if (table[row] != 0) {
                long[] sum = found.computeIfAbsent(Hubs.name(table[row]), name -> new long[2]);
                sum[0] += table[row + Population.COUNT / Long.BYTES];
                sum[1] += table[row + Population.BYTES / Long.BYTES];
            }
        }
        return table[0];
    }

    /**
     * {@link Links#observe} with a table of rows of so many bytes, whose first word is given, too.
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
            Memory.putLong(rows, table[0]);
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
