package obol.nucleus.substitutions.nio;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** The charsets are those that every Java has, those of 32 bits, and the two Western European ones of one byte that are still met. */
@Substitutes("java.nio.charset.Charset")
abstract class CharsetSubstitution {
    @Alias private String[] aliases;

    @Alias private static native void checkName(String name);

    @Alias private static native void cache(String name, Charset charset);

    @Substitute(reason = "the original makes charsets from a table of class names, by reflection")
    private static Charset lookup2(String name) {
        Charset found = standard(name);
        if (found == null) {
            found = further(name);
        }
        if (found == null) {
            checkName(name);
        } else {
            cache(name, found);
        }
        return found;
    }

    @Substitute(reason = "as lookup2")
    public static SortedMap<String, Charset> availableCharsets() {
        SortedMap<String, Charset> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Charset c : standard()) {
            all.put(c.name(), c);
        }
        for (Charset c : Further.ALL) {
            all.put(c.name(), c);
        }
        return java.util.Collections.unmodifiableSortedMap(all);
    }

    private static Charset standard(String name) {
        return find(name, standard());
    }

    private static Charset further(String name) {
        return find(name, Further.ALL);
    }

    private static Charset[] standard() {
        return new Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII,
            StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE};
    }

    private static Charset find(String name, Charset[] among) {
        for (Charset c : among) {
            if (c.name().equalsIgnoreCase(name)) {
                return c;
            }
            for (String alias : ((CharsetSubstitution) (Object) c).aliases) {
                if (alias.equalsIgnoreCase(name)) {
                    return c;
                }
            }
        }
        return null;
    }

    /** Made when a name is asked for that no standard charset has. */
    private static final class Further {
        static final Charset[] ALL = {
            (Charset) (Object) new Utf32(), (Charset) (Object) new Utf32BigEndian(), (Charset) (Object) new Utf32LittleEndian(),
            (Charset) (Object) new WesternWindows(), (Charset) (Object) new Latin9(),
        };
    }

    @Substitutes("sun.nio.cs.UTF_32") private static class Utf32 {}

    @Substitutes("sun.nio.cs.UTF_32BE") private static class Utf32BigEndian {}

    @Substitutes("sun.nio.cs.UTF_32LE") private static class Utf32LittleEndian {}

    @Substitutes("sun.nio.cs.MS1252") private static class WesternWindows {}

    @Substitutes("sun.nio.cs.ISO_8859_15") private static class Latin9 {}
}
