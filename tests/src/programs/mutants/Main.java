package mutants;

/** Runs mutants by their numbers, and says of each what it returned or threw. */
public final class Main {
    private static final long PATIENCE_MILLISECONDS = 3_000;

    private Main() { }

    /**
     * @param arguments {@code all COUNT}, and numbers that are left out; or {@code endless} and numbers of mutants that do not end, of which
     *                  nothing is said; or {@code confused} and a way
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("all")) {
            int count = Integer.parseInt(arguments[1]);
            java.util.BitSet left = new java.util.BitSet();
            for (int i = 2; i < arguments.length; i++) {
                left.set(Integer.parseInt(arguments[i]));
            }
            for (int i = 0; i < count; i++) {
                System.out.println(i + " " + (left.get(i) ? "-" : outcome(i)));
            }
            return;
        }
        if (arguments[0].equals("confused")) {
            System.out.println(confused(arguments[1], arguments[1]));
            return;
        }
        for (int i = 1; i < arguments.length; i++) {
            int number = Integer.parseInt(arguments[i]);
            Thread thread = new Thread(() -> outcome(number));
            thread.setDaemon(true);
            thread.start();
        }
        Thread.sleep(PATIENCE_MILLISECONDS);
        Runtime.getRuntime().halt(0);
    }

    private static Object confused(String way, Object what) {
        return switch (way) {
            case "result" -> Confused.result(what);
            case "parameter" -> Confused.parameter(what);
            case "field" -> Confused.field(what);
            default -> Confused.merge(what);
        };
    }

    /** In one line: what it returned, or the class of what it threw. */
    public static String outcome(int number) {
        try {
            return "returned " + Driver.run(number);
        } catch (Throwable e) {
            return "threw " + e.getClass().getName();
        }
    }
}
