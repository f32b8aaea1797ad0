package obol.shell.tools;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code env}: the environment, a {@code NAME=value} a line, sorted by name. Programs with other variables are started by the shell: {@code NAME=value PROGRAM}. */
public final class Env {
    private Env() {}

    public static void main(String[] arguments) {
        Invocation.main("env", 1, Env::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options.parse(call.operands, "", "").count(0, 0);
        for (Map.Entry<String, String> variable : new TreeMap<>(call.environment()).entrySet()) {
            call.out.print(variable.getKey() + "=" + variable.getValue() + "\n");
        }
        return 0;
    }
}
