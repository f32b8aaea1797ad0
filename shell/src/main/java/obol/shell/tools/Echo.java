package obol.shell.tools;

import java.io.IOException;
import java.util.List;
import obol.shell.invocation.Invocation;

/** {@code echo [-n] WORD…}: the words, one blank between them; {@code -n} without the end of line. Backslashes stand for themselves. */
public final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
        Invocation.main("echo", 1, Echo::run, arguments);
    }

    public static int run(Invocation call) throws IOException {
        List<String> words = call.operands;
        boolean newline = words.isEmpty() || !words.get(0).equals("-n");
        call.out.print(String.join(" ", newline ? words : words.subList(1, words.size())));
        if (newline) call.out.write('\n');
        return 0;
    }
}
