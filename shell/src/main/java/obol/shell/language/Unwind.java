package obol.shell.language;

/** Leaves all commands at once: {@code exit}, or Ctrl-C. */
final class Unwind extends RuntimeException {
    final int status;
    final boolean interrupted;

    private Unwind(int status, boolean interrupted) {
        super(null, null, false, false);
        this.status = status;
        this.interrupted = interrupted;
    }

    static Unwind exit(int status) {
        return new Unwind(status, false);
    }

    static Unwind interrupted() {
        return new Unwind(Interpreter.INTERRUPTED, true);
    }
}
