package obol.nucleus.classes;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putReference;

import obol.layout.SipLayout;
import obol.layout.image.ImageHeader;
import obol.nucleus.Nucleus;
import obol.nucleus.Suites;

/**
 * {@code String.intern}: first the literals of the image and of the process's suite, which are sorted by hash and text; then the process's own table, open
 * addressing with linear probing. The collector clears a place whose string nobody else refers to, by storing a reference
 * to the table itself there, so that probing goes on behind it.
 */
public final class Interned {
    private static final int LEAST = 64;

    private Interned() {}

    public static String intern(String string) {
        String literal = findLiteral(Suites.image(), string);
        if (literal == null && Suites.current() != 0) {
            literal = findLiteral(Suites.current(), string);
        }
        if (literal != null) {
            return literal;
        }
        synchronized (Interned.class) {
            return internOwn(string);
        }
    }

    private static String findLiteral(long header, String string) {
        long literals = getUnsignedInt(header + ImageHeader.LITERALS);
        int hash = string.hashCode();
        int low = 0;
        int high = getInt(header + ImageHeader.LITERAL_COUNT) - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            String candidate = (String) getReference(literals + 4L * middle);
            int order = Integer.compare(candidate.hashCode(), hash);
            if (order == 0) {
                order = candidate.compareTo(string);
            }
            if (order == 0) {
                return candidate;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private static String internOwn(String string) {
        long root = Nucleus.sip() + SipLayout.INTERNED;
        long count = Nucleus.sip() + SipLayout.INTERNED_COUNT;
        Object[] table = (Object[]) getReference(root);
        if (table == null || 2 * getInt(count) >= table.length) {
            table = grown(table);
            putReference(root, table);
            putInt(count, size(table));
        }
        int free = -1;
        int i = string.hashCode() & table.length - 1;
        while (table[i] != null) {
            if (table[i] == table) {
                free = free < 0 ? i : free;
            } else if (string.equals(table[i])) {
                return (String) table[i];
            }
            i = i + 1 & table.length - 1;
        }
        if (free < 0) {
            free = i;
            putInt(count, getInt(count) + 1);
        }
        table[free] = string;
        return string;
    }

    /** A table with all living strings and as much room again. */
    private static Object[] grown(Object[] old) {
        int living = old == null ? 0 : size(old);
        int length = LEAST;
        while (length < 4 * living) {
            length *= 2;
        }
        Object[] table = new Object[length];
        for (int k = 0; old != null && k < old.length; k++) {
            if (old[k] != null && old[k] != old) {
                int i = old[k].hashCode() & length - 1;
                while (table[i] != null) {
                    i = i + 1 & length - 1;
                }
                table[i] = old[k];
            }
        }
        return table;
    }

    private static int size(Object[] table) {
        int size = 0;
        for (Object element : table) {
            if (element != null && element != table) {
                size++;
            }
        }
        return size;
    }
}
