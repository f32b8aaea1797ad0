package obol.styx;

/** The three dialects of the protocol, by the string that Tversion and Rversion carry. */
public enum Dialect {
    /** Plan 9's own, manual section 5. */
    P2000("9P2000"),
    /** The Unix extension: numeric users, error numbers, links and devices by an extension string. */
    U("9P2000.u"),
    /** Linux's: messages in the shape of its VFS, errors by number only. */
    L("9P2000.L");

    /** A set of dialects is an {@code int} of these bits. */
    static final int ONLY_P2000 = 1, ONLY_U = 2, ONLY_L = 4, P2000_U = 3, U_L = 6, ALL = 7;

    private final String version;

    Dialect(String version) {
        this.version = version;
    }

    /** The version string on the wire. */
    public String version() {
        return version;
    }

    /** True if users, files' owners and errors have numbers too: .u and .L. */
    public boolean numeric() {
        return this != P2000;
    }

    int bit() {
        return 1 << ordinal();
    }

    /** The dialect with exactly this version string, or null. */
    public static Dialect of(String version) {
        for (Dialect d : values()) {
            if (d.version.equals(version)) {
                return d;
            }
        }
        return null;
    }
}
