package obol.shell.tools;

import obol.shell.invocation.Invocation;

/** {@code false}: does nothing, and fails. */
public final class False {
    private False() {}

    public static void main(String[] arguments) {
        Invocation.main("false", 1, False::run, arguments);
    }

    public static int run(Invocation call) {
        return 1;
    }
}
