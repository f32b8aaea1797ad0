package obol.shell.language;

/** {@code break} and {@code continue}, on their way to the loop that they mean. */
final class LoopJump extends RuntimeException {
    private final boolean again;
    private int levels;

    /** @param levels how many loops to leave, at least 1, of which {@code again} goes on with the last */
    LoopJump(int levels, boolean again) {
        super(null, null, false, false);
        this.levels = levels;
        this.again = again;
    }

    /** At a loop: whether it goes on with its next turn. Thrown on when an outer loop is meant. */
    boolean goesOn() {
        if (--levels > 0) throw this;
        return again;
    }
}
