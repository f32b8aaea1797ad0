package mutants;

/** What instrumented mutants call: no object may be of another class than the verifier said. */
public final class Checks {
    private static final int MOST_STEPS = 20_000;

    private static int steps;
    private static int checked;
    /** Objects pass through here so that nothing is known of them any more. */
    private static volatile Object seen;

    private Checks() { }

    static void begin() {
        steps = 0;
    }

    static int checked() {
        return checked;
    }

    /** Ends mutants that loop. */
    public static void step() {
        if (++steps > MOST_STEPS) {
            throw new Error("too many steps");
        }
    }

    public static void isA(Object object, Class<?> type) {
        step();
        checked++;
        seen = object;
        Object unknown = seen;
        if (unknown != null && !type.isInstance(unknown)) {
            System.out.println("confused: " + unknown.getClass().getName() + " as " + type.getName());
        }
    }
}
