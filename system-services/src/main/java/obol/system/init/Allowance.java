package obol.system.init;

/**
 * How much of the machine those may have that the system starts for users, in eighths of what there is. What is left is the system's own, so
 * that it answers whatever they do. Each process has besides a few blocks of heap that nobody can take from it.
 */
enum Allowance {
    /** The console's shell and all that comes from it. */
    SHELL(5),
    /** A user's service and all that comes from it. */
    SERVICE(2);

    private static final int PARTS = 8;
    /** There are never more processes of users than the one in charge of them can look after quickly. */
    private static final long PROCESSES_MOST = 512;

    private final int eighths;

    Allowance(int eighths) {
        this.eighths = eighths;
    }

    /** Of the limit that holds for the whole machine. */
    long of(Limit what, long machine) {
        long part = machine / PARTS * eighths;
        return what == Limit.PROCESSES ? Math.min(part, PROCESSES_MOST / PARTS * eighths) : part;
    }
}
