package mutants;

/** Runs mutants by their numbers, and says of each what it returned or threw. */
public final class Main {
    private static final long PATIENCE_MILLISECONDS = 3_000;

    private Main() { }

    /** @param arguments {@code all COUNT}; or {@code endless} and numbers of mutants that do not end: nothing is said of them */
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
        for (int i = 1; i < arguments.length; i++) {
            int number = Integer.parseInt(arguments[i]);
            Thread thread = new Thread(() -> outcome(number));
            thread.setDaemon(true);
            thread.start();
        }
        Thread.sleep(PATIENCE_MILLISECONDS);
        Runtime.getRuntime().halt(0);
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
