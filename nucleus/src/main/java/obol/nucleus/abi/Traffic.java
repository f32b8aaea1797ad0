package obol.nucleus.abi;

import java.util.Map;
import obol.layout.ImageHeader;
import obol.layout.TrafficLayout;
import obol.layout.TrafficLayout.Population;
import obol.nucleus.Memory;
import obol.nucleus.Suites;
import obol.nucleus.classes.Hubs;

/** The Java face of {@link Links#observe}. */
public final class Traffic {
    private Traffic() {}

    /**
     * Adds to what was found of each class: objects, and their bytes. The process goes on between two parts of its heap, unless it is stopped. False if
     * it has ended, or is in the middle of a collection.
     */
    public static boolean objects(int process, Map<String, long[]> found) {
        int classes = Hubs.count();
        for (int i = 0; i < Suites.count(); i++) {
            long suite = Suites.at(i);
            classes = Math.max(classes, Memory.getInt(suite + ImageHeader.FIRST_CLASS) + Memory.getInt(suite + ImageHeader.CLASS_COUNT));
        }
        long[] table = new long[(1 + classes) * Population.SIZE / Long.BYTES];
        do {
            if (observe(process, TrafficLayout.OBJECTS, table, Population.SIZE) < 0) {
                return false;
            }
            for (int row = Population.SIZE / Long.BYTES; row < table.length; row += Population.SIZE / Long.BYTES) {
                if (table[row] != 0) {
                    long[] sum = found.computeIfAbsent(Hubs.name(table[row]), name -> new long[2]);
                    sum[0] += table[row + Population.COUNT / Long.BYTES];
                    sum[1] += table[row + Population.BYTES / Long.BYTES];
                }
            }
        } while (table[0] != 0);
        return true;
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
