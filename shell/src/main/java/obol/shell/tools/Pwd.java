package obol.shell.tools;

import java.io.IOException;
import obol.shell.invocation.Invocation;

/** {@code pwd}: the working directory. */
public final class Pwd {
    private Pwd() {}

    public static void main(String[] arguments) {
        Invocation.main("pwd", 1, Pwd::run, arguments);
    }

    public static int run(Invocation call) throws IOException {
        call.out.print(call.path("").toAbsolutePath() + "\n");
        return 0;
    }
}
