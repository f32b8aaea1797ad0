package obol.shell.tools;

import obol.shell.invocation.Invocation;

/** {@code true}: does nothing, well. */
public final class True {
    private True() {}

    public static void main(String[] arguments) {
        Invocation.main("true", 1, True::run, arguments);
    }

    public static int run(Invocation call) {
        return 0;
    }
}
