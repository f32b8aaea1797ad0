package obol.channels.loopback;

/** The one ledger of this JVM's loopback, if there is one. */
public final class Audit {
    private static volatile Ledger ledger;

    private Audit() {
    }

    /** From here on a ledger is told of all that is opened and closed. The caller sees to it that there is one at a time. */
    public static void begin(Ledger told) {
        ledger = told;
    }

    public static void end() {
        ledger = null;
    }

    static void opened(Object end, Object handle, String what) {
        Ledger told = ledger;
        if (told != null) {
            told.opened(end, handle, what);
        }
    }

    static void closed(Object end) {
        Ledger told = ledger;
        if (told != null) {
            told.closed(end);
        }
    }
}
