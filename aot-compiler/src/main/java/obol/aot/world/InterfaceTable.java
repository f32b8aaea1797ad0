package obol.aot.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The perfect hash of a class's superinterfaces: interface number {@code n} is in place {@code n & (size - 1)}, each place
 * holds one at most.
 *
 * @param size a power of two, at least 1
 * @param interfaces by ascending place; an interface's own table has itself
 */
public record InterfaceTable(int size, List<JClass> interfaces) {
    /** The smallest table. The interfaces have their numbers. */
    static InterfaceTable of(List<JClass> interfaces) {
        int size = 1;
        while (!isPerfect(interfaces, size)) size <<= 1;
        int mask = size - 1;
        List<JClass> ordered = new ArrayList<>(interfaces);
        ordered.sort(Comparator.comparingInt(i -> i.interfaceNumber & mask));
        return new InterfaceTable(size, List.copyOf(ordered));
    }

    private static boolean isPerfect(List<JClass> interfaces, int size) {
        BitSet taken = new BitSet(size);
        for (JClass i : interfaces) {
            int place = i.interfaceNumber & (size - 1);
            if (taken.get(place)) return false;
            taken.set(place);
        }
        return true;
    }
}
