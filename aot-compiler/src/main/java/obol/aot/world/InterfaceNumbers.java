package obol.aot.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the interfaces so that the perfect hashes of their subtypes ({@link InterfaceTable}) are small. Greedy: the
 * interface with the most subtypes first, each gets that one of the next free numbers which makes the tables grow least
 * (after the "coloured" type numbering of Vitek, Horspool and Krall 1997, with low bits for colours). Time: interfaces by
 * their subtypes by {@link #CHOICES}.
 */
final class InterfaceNumbers {
    /** How many free numbers are tried. */
    private static final int CHOICES = 64;

    /** The table of one type as far as its interfaces have numbers. */
    private static final class Table {
        int size;
        final List<Integer> numbers = new ArrayList<>();

        Table(int count) {
            size = 1;
            while (size < count) size <<= 1;
        }

        void add(int number) {
            size = sizeWith(number);
            numbers.add(number);
        }

        /** The size with one more number. */
        int sizeWith(int number) {
            int needed = size;
            for (int other : numbers) {
                while (((number ^ other) & needed - 1) == 0) needed <<= 1;
            }
            return needed;
        }
    }

    private InterfaceNumbers() {}

    /**
     * @param interfaces all that are to be numbered
     * @param superinterfaces for each type the interfaces in its table; those not to be numbered have their numbers
     * @param first the least number to be given
     * @return the least number above all that were given
     */
    static int assign(List<JClass> interfaces, Collection<List<JClass>> superinterfaces, int first) {
        Map<JClass, List<Table>> tables = new HashMap<>();
        for (JClass i : interfaces) tables.put(i, new ArrayList<>());
        for (List<JClass> all : superinterfaces) {
            Table table = new Table(all.size());
            for (JClass i : all) {
                if (!tables.containsKey(i)) table.add(i.interfaceNumber);
                else if (all.size() > 1) tables.get(i).add(table);
            }
        }
        List<JClass> order = new ArrayList<>(interfaces);
        order.sort(Comparator.comparingInt((JClass i) -> -tables.get(i).size()).thenComparingInt(i -> i.number));
        List<Integer> free = new ArrayList<>();
        int next = first;
        int last = first - 1;
        for (JClass i : order) {
            while (free.size() < CHOICES) free.add(next++);
            int best = best(free, tables.get(i));
            i.interfaceNumber = free.remove(best);
            last = Math.max(last, i.interfaceNumber);
            for (Table table : tables.get(i)) table.add(i.interfaceNumber);
        }
        return last + 1;
    }

    /** Index of the first number that makes the tables grow least. */
    private static int best(List<Integer> free, List<Table> tables) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int k = 0; k < free.size() && least > 0; k++) {
            long growth = 0;
            for (Table table : tables) growth += table.sizeWith(free.get(k)) - table.size;
            if (growth < least) {
                least = growth;
                best = k;
            }
        }
        return best;
    }
}
